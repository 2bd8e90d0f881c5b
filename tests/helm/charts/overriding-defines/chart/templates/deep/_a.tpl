{{- define "files" }}of deep/_a.tpl{{ end }}
{{- define "only.deep" }}deep{{ end }}
