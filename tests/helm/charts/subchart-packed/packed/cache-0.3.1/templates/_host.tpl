{{- define "cache.host" }}{{ .Release.Name }}-cache:{{ .Values.port }}{{ end }}
