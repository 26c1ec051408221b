{{/* What all pods have in common: restricted security, no token of the cluster's API, nothing to write but /tmp. */}}

{{- define "surety.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false # else the cluster would set SURETY_…_PORT, and Spring would read it as a setting
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "surety.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* The managed identity of a component; the smoke test has none. */}}
{{- define "surety.clientId" -}}
{{- if .identity }}{{ (index .root.Values.identities .identity).clientId }}{{ end -}}
{{- end }}

{{/* Labels of a pod: the selector's, the version, and that the pod speaks for its service account in Entra. */}}
{{- define "surety.podLabels" -}}
{{ include "surety.selector" . }}
app.kubernetes.io/part-of: surety
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- include "surety.identityLabel" . }}
{{- end }}

{{- define "surety.identityLabel" -}}
{{- if include "surety.clientId" . }}
azure.workload.identity/use: "true"
{{- end }}
{{- end }}

{{- define "surety.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "surety.account" . }}
  labels: {{- include "surety.labels" . | nindent 4 }}
  {{- $clientId := include "surety.clientId" . }}
  {{- if or .weight $clientId }}
  annotations:
    {{- if .weight }}
    {{- include "surety.hook" . | nindent 4 }}
    {{- end }}
    {{- with $clientId }}
    azure.workload.identity/client-id: {{ . }}
    {{- end }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}

{{/* Rather one pod in each zone, and on each node, than two in one; each rollout is counted by itself. */}}
{{- define "surety.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: {{ .root.Values.rollout.zones }}
    labelSelector:
      matchLabels: {{- include "surety.selector" . | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "surety.selector" . | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
{{- end }}
