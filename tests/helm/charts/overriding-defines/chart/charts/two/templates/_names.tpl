{{- define "siblings" }}of two{{ end }}
