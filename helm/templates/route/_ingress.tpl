{{/* Takes root, component, the name of a Service and, for the second one, the percentage of requests that it gets. */}}
{{- define "surety.ingress" -}}
{{- $route := .root.Values.route -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .name }}
  labels: {{- include "surety.labels" . | nindent 4 }}
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "true"
    nginx.ingress.kubernetes.io/proxy-body-size: 16m
    nginx.ingress.kubernetes.io/proxy-request-buffering: "off" # lines are scored while they come
    {{- if .weight }}
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: {{ .weight | quote }}
    {{- end }}
    {{- range $name, $value := $route.ingress.annotations }}
    {{ $name }}: {{ $value | quote }}
    {{- end }}
spec:
  ingressClassName: {{ $route.ingress.className }}
  tls:
    - hosts: [{{ $route.host }}]
      secretName: {{ $route.tlsSecret }}
  rules:
    - host: {{ $route.host }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ .name }}
                port: {name: http}
{{- end }}
