{{- define "outer.master" -}}
{{- printf "%s-%s" .Release.Name (.Values.master.name | trunc 10) -}}
{{- end -}}
