{{- define "crawlers.secret" }}{{ .Release.Name }}-{{ .Values.shard }}-auth{{ end }}
