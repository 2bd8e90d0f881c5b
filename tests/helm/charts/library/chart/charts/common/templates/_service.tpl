{{- define "common.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .root.Values.name }}-{{ .root.Release.Name }}
spec:
  ports: [{port: {{ .port }}}]
{{- end -}}
