{{- define "pointers.url" -}}
redis://{{ .Values.redis.auth.user }}@{{ .Values.redis.host }}
{{- end -}}
