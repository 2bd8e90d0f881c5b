{{- define "name" }}first in the file{{ end }}
{{- define "name" }}second in the file{{ end }}
