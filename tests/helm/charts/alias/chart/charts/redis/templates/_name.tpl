{{- define "redis.name" }}{{ .Release.Name }}-{{ .Chart.Name }}:{{ .Values.port }}{{ end }}
