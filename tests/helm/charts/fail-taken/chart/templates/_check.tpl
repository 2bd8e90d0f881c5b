{{- define "billing.check" }}
{{- $known := list "redis" "rediss" }}
{{- if not (has .Values.queue.backend $known) }}
{{- fail (printf "\nqueue.backend: %q is none of %s\n" .Values.queue.backend (join ", " $known)) }}
{{- end }}
{{- end }}
