{{/* The names of things. */}}
{{- define "mail-workers.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "mail-workers.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "mail-workers.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "mail-workers.labels" -}}
app.kubernetes.io/name: {{ include "mail-workers.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- if .Chart.AppVersion }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
{{- end }}

{{- define "mail-workers.env" -}}
{{- $root := .root -}}
- name: REDIS_URL
  value: redis://{{ $root.Values.redis.host }}:6379/{{ .db | default $root.Values.redis.db }}
- name: QUEUE
  value: {{ .queue.name }}
{{- with .queue.concurrency }}
- name: CONCURRENCY
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "mail-workers.first" }}{{ index . 0 }}/{{ len . }}{{ end }}
