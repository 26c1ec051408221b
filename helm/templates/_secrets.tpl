{{/* A login's password is a file under /run/secrets/COMPONENT; where the identity is the password there is none. */}}

{{- define "surety.passwordFile" -}}
{{- if eq .identity "featureService" "predictionService" }}spring.datasource.password{{ else }}password{{ end -}}
{{- end }}

{{- define "surety.usesPassword" -}}
{{- if and .root.Values.database.enabled (eq .root.Values.database.identity "password") }}true{{ end -}}
{{- end }}

{{- define "surety.databaseUrl" -}}
{{- with .Values.database -}}
jdbc:postgresql://{{ .host }}:{{ .port }}/{{ .name }}?sslmode=verify-full
{{- if .caConfigMap -}}
&sslrootcert=/etc/surety/database/ca.crt
{{- end -}}
{{- end -}}
{{- end }}

{{- define "surety.databaseVolumes" -}}
{{- if include "surety.usesPassword" . }}
{{- $name := index .root.Values.secrets.names .identity }}
- name: password
  {{- if eq .root.Values.secrets.source "keyVault" }}
  csi:
    driver: secrets-store.csi.k8s.io
    readOnly: true
    volumeAttributes:
      secretProviderClass: {{ include "surety.account" . }}
  {{- else }}
  secret:
    secretName: {{ $name }}
    defaultMode: 0440
    items:
      - key: password
        path: {{ include "surety.passwordFile" . }}
  {{- end }}
{{- end }}
{{- with .root.Values.database.caConfigMap }}
- name: database-ca
  configMap:
    name: {{ . }}
    items:
      - key: ca.crt
        path: ca.crt
{{- end }}
{{- end }}

{{- define "surety.databaseMounts" -}}
{{- if include "surety.usesPassword" . }}
- name: password
  mountPath: /run/secrets/{{ .component }}
  readOnly: true
{{- end }}
{{- if .root.Values.database.caConfigMap }}
- name: database-ca
  mountPath: /etc/surety/database
  readOnly: true
{{- end }}
{{- end }}

{{/* What a command of the training image needs to know of the database. */}}
{{- define "surety.commandDatabase" -}}
- name: SURETY_DATABASE
  value: {{ include "surety.databaseUrl" .root | quote }}
- name: SURETY_DATABASE_USER
  value: {{ .login | quote }}
{{- if include "surety.usesPassword" . }}
- name: SURETY_DATABASE_PASSWORD_FILE
  value: /run/secrets/{{ .component }}/{{ include "surety.passwordFile" . }}
{{- else }}
- name: SURETY_DATABASE_IDENTITY
  value: workload
{{- end }}
{{- end }}

{{/* The Key Vault's secret of one component, as a file, read with the component's own identity. */}}
{{- define "surety.secretProviderClass" -}}
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: {{ include "surety.account" . }}
  labels: {{- include "surety.labels" . | nindent 4 }}
  {{- if .weight }}
  annotations: {{- include "surety.hook" . | nindent 4 }}
  {{- end }}
spec:
  provider: azure
  parameters:
    usePodIdentity: "false"
    clientID: {{ (index .root.Values.identities .identity).clientId | quote }}
    keyvaultName: {{ .root.Values.secrets.keyVault.name | quote }}
    tenantID: {{ .root.Values.secrets.keyVault.tenantId | quote }}
    objects: |
      array:
        - |
          objectName: {{ index .root.Values.secrets.names .identity }}
          objectType: secret
          objectAlias: {{ include "surety.passwordFile" . }}
{{- end }}

{{- define "surety.secretObjects" -}}
{{- if and (include "surety.usesPassword" .) (eq .root.Values.secrets.source "keyVault") }}
---
{{ include "surety.secretProviderClass" . }}
{{- end }}
{{- end }}
