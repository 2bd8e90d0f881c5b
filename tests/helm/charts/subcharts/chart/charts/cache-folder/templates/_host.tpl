{{- define "cache.host" }}{{ .Release.Name }}-cache.{{ .Release.Namespace }}.svc:{{ .Values.port }}{{ end }}
