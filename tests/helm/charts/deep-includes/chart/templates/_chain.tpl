{{- define "count" -}}
{{- if gt .n 0 -}}
{{ .n }},{{ include "count" (dict "n" (sub .n 1)) }}
{{- else -}}
end
{{- end -}}
{{- end -}}
{{- define "route" }}
- key: {{ .path }}:{{ .node.name }}
{{- if .node.children }}
  below:
{{- range .node.children }}
{{- include "route" (dict "path" (printf "%s:%s" $.path $.node.name) "node" .) | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
{{- define "a" }}a({{ include "b" . }}){{ end }}
{{- define "b" }}b({{ include "c" . | upper }}){{ end }}
{{- define "c" }}c({{ template "d" . }}){{ end }}
{{- define "d" }}d {{ .Values.routes.name }} of {{ .Template.Name }}{{ end }}
