{{- define "ledger.check" -}}
{{- if not (has .Values.mode (list "standalone" "sentinel")) }}
{{- fail (printf "mode %q is not known" .Values.mode) }}
{{- end }}
{{- if and (eq .Values.mode "sentinel") (not .Values.redis.master) }}
{{- fail "a sentinel needs a master" }}
{{- end }}
{{- end -}}
