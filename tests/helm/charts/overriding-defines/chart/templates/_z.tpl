{{- define "files" }}of _z.tpl{{ end }}
