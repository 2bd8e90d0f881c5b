{{ define "failing.shard" }}{{ index .Values.shards 2 }}{{ end }}
