{{ define "noted.hint" }}redis-cli -h {{ .Values.redis.host }} llen jobs{{ end }}
