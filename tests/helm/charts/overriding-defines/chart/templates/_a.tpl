{{- define "files" }}of _a.tpl{{ end }}
