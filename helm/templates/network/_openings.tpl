{{/* The few ways through the wall that default-deny.yaml puts around every pod of the release. */}}

{{- define "surety.openDns" -}}
- to: {{- toYaml .Values.networkPolicy.dns | nindent 4 }}
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end }}

{{- define "surety.openDatabase" -}}
- to:
    {{- range .Values.database.addresses }}
    - ipBlock: {cidr: {{ . }}}
    {{- end }}
  ports:
    - {protocol: TCP, port: {{ .Values.database.port }}}
{{- end }}

{{- define "surety.openIdentityProvider" -}}
- to: {{- toYaml .Values.networkPolicy.identityProvider | nindent 4 }}
  ports:
    - {protocol: TCP, port: 443}
{{- end }}

{{- define "surety.openMonitoring" -}}
{{- with .root.Values.networkPolicy.monitoring }}
- from: {{- toYaml . | nindent 4 }}
  ports:
    - {protocol: TCP, port: {{ add $.port 1000 }}}
{{- end }}
{{- end }}

{{/* A peer: pods of this release by their component. */}}
{{- define "surety.peer" -}}
- podSelector:
    matchLabels: {{- include "surety.selector" . | nindent 6 }}
{{- end }}

{{/* A job of the training image: names, the database, and who gives out tokens. Takes root, component and optionally weight. */}}
{{- define "surety.jobPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "surety.name" . }}
  labels: {{- include "surety.labels" . | nindent 4 }}
  {{- if .weight }}
  annotations: {{- include "surety.hook" . | nindent 4 }}
  {{- end }}
spec:
  podSelector:
    matchLabels: {{- include "surety.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "surety.openDns" .root | nindent 4 }}
    {{- include "surety.openDatabase" .root | nindent 4 }}
    {{- if eq .root.Values.database.identity "workload" }}
    {{- include "surety.openIdentityProvider" .root | nindent 4 }}
    {{- end }}
{{- end }}
