{{- define "mutable.set" -}}
{{- $_ := set .Values "includes" (add (.Values.includes | default 0) 1) -}}
{{- end -}}
