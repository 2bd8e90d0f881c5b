{{- define "names.where" -}}
{{ .Template.Name }} below {{ .Template.BasePath }}
{{- end -}}
