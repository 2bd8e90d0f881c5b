{{- define "ledger.host" -}}
{{ required "redis.host: which Redis?" .Values.redis.host }}
{{- end -}}
