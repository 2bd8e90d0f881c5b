{{- define "shared.name" }}of one{{ end }}
{{- define "siblings" }}of one{{ end }}
{{- define "kept" }}kept, of {{ .Chart.Name }}{{ end }}
{{- define "one.own" }}one's own, seen by {{ .Chart.Name }}{{ end }}
{{- define "blocked" }}one's block{{ end }}
