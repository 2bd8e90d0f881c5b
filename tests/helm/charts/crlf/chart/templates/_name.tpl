{{- define "crlf.name" -}}
{{ .Release.Name }}
{{- end -}}
