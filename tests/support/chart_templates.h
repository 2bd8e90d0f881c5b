#pragma once
#include <string_view>

namespace fairlead::testing {

/// A template of a chart whose values say where a Sentinel is: `sentinel: {host: …, port: …}`.
inline constexpr std::string_view sentinel_client = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1
          env:
            {{- with .Values.sentinel.host }}
            - {name: REDIS_SENTINEL_HOST, value: {{ . | quote }}}
            {{- end }}
            - {name: REDIS_SENTINEL_PORT, value: {{ .Values.sentinel.port | quote }}}
)";

/// A template of a chart whose values hold the variables of its program: `env: {NAME: value}`.
inline constexpr std::string_view env_of_values = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Chart.Name }}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1
          env:
            {{- range $name, $value := .Values.env }}
            - {name: {{ $name }}, value: {{ $value | quote }}}
            {{- end }}
)";

}  // namespace fairlead::testing
