{{- define "marked.host" }}{{ .Values.redis }}{{ end }}
