{{- define "fleet.fullname" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "fleet.labels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "fleet.redisSecret" -}}
{{- .Values.redis.existingSecret | default (printf "%s-redis" (include "fleet.fullname" .)) -}}
{{- end -}}

{{- define "fleet.sentinels" -}}
{{- $nodes := list -}}
{{- range .Values.redis.sentinel.nodes -}}
{{- $nodes = append $nodes (ternary . (printf "%s:26379" .) (contains ":" .)) -}}
{{- end -}}
{{- join "," $nodes -}}
{{- end -}}

{{- define "fleet.env" -}}
{{- if .Values.redis.sentinel.enabled }}
- name: REDIS_SENTINELS
  value: {{ include "fleet.sentinels" . | quote }}
- name: REDIS_MASTER
  value: {{ required "redis.sentinel.master is needed" .Values.redis.sentinel.master }}
{{- else }}
- name: REDIS_HOST
  value: {{ tpl .Values.redis.host . }}
- name: REDIS_PORT
  value: {{ .Values.redis.port | quote }}
{{- end }}
- name: REDIS_DB
  value: {{ .Values.redis.db | quote }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "fleet.redisSecret" . }}
      key: {{ .Values.redis.secretKey }}
{{- end -}}
