{{- define "shared.name" }}of the parent{{ end }}
{{- define "kept" }}   {{/* an empty body replaces nothing */}}   {{ end }}
