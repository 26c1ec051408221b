{{/*
A folder of values.volumes as a volume of one pod: a claim that exists, or a container of blob storage. The container is part of the pod,
as a volume of the cluster would need a right that reaches beyond the namespace, and is mounted with the token of the pod's own account:
the storage account has no keys. Takes root, name, identity and readOnly.
*/}}
{{- define "surety.folderVolume" -}}
{{- $volumes := .root.Values.volumes -}}
{{- $volume := index $volumes .name -}}
- name: {{ .name }}
  {{- if $volume.claim }}
  persistentVolumeClaim: {claimName: {{ $volume.claim }}{{ if .readOnly }}, readOnly: true{{ end }}}
  {{- else }}
  csi:
    driver: blob.csi.azure.com
    {{- if .readOnly }}
    readOnly: true
    {{- end }}
    volumeAttributes:
      protocol: fuse2
      storageAccount: {{ $volumes.account }}
      containerName: {{ $volume.container }}
      clientID: {{ (index .root.Values.identities .identity).clientId | quote }}
      mountWithWorkloadIdentityToken: "true"
      mountOptions: "-o allow_other,--file-cache-timeout-in-seconds=0{{ if .readOnly }},--read-only=true{{ end }}"
  {{- end }}
{{- end }}
