{{/*
A pod of the training image that ends. Takes root, component, identity, login, args, resources, scratch (size of /tmp), and optionally
env, mounts and volumes (text), and placement.
*/}}
{{- define "surety.commandPod" -}}
metadata:
  labels: {{- include "surety.podLabels" . | nindent 4 }}
spec:
  serviceAccountName: {{ include "surety.account" . }}
  restartPolicy: Never
  {{- include "surety.podSecurity" .root | nindent 2 }}
  {{- with .placement }}
  {{- with .nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "surety.image" (dict "root" .root "image" .root.Values.images.training) }}
      imagePullPolicy: IfNotPresent
      {{- include "surety.containerSecurity" . | nindent 6 }}
      args:
        {{- range .args }}
        - {{ . | quote }}
        {{- end }}
      env:
        - name: JOB_NAME
          valueFrom:
            fieldRef: {fieldPath: "metadata.labels['batch.kubernetes.io/job-name']"}
        {{- include "surety.commandDatabase" . | nindent 8 }}
      resources: {{- toYaml .resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- with .mounts }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with include "surety.databaseMounts" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
    {{- with .volumes }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with include "surety.databaseVolumes" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* Wrong usage (2) and a gate that was not passed (3) do not get better by trying again; a node that is taken away is nobody's failure. */}}
{{- define "surety.podFailures" -}}
podFailurePolicy:
  rules:
    - action: Ignore
      onPodConditions:
        - {type: DisruptionTarget, status: "True"}
    - action: FailJob
      onExitCodes: {operator: In, values: [2, 3]}
{{- end }}

{{/* A Job before the release. Takes what surety.commandPod takes, and weight. */}}
{{- define "surety.hookJob" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "surety.name" . }}
  labels: {{- include "surety.labels" . | nindent 4 }}
  annotations: {{- include "surety.hook" . | nindent 4 }}
spec:
  backoffLimit: 3
  activeDeadlineSeconds: {{ .root.Values.jobs.deadlineSeconds }}
  ttlSecondsAfterFinished: 86400
  {{- include "surety.podFailures" . | nindent 2 }}
  template: {{- include "surety.commandPod" . | nindent 4 }}
{{- end }}

{{/* Takes what surety.commandPod takes, and batch (schedule, deadlineSeconds, and shards where each is a pod of an indexed Job). */}}
{{- define "surety.cronJob" -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "surety.name" . }}
  labels: {{- include "surety.labels" . | nindent 4 }}
spec:
  schedule: {{ .batch.schedule | quote }}
  timeZone: {{ .root.Values.batch.timeZone | quote }}
  suspend: {{ .batch.suspend }}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    metadata:
      labels: {{- include "surety.selector" . | nindent 8 }}
    spec:
      {{- with .batch.shards }}
      completionMode: Indexed
      completions: {{ . }}
      parallelism: {{ . }}
      {{- end }}
      backoffLimit: 2
      activeDeadlineSeconds: {{ .batch.deadlineSeconds }}
      ttlSecondsAfterFinished: 172800
      {{- include "surety.podFailures" . | nindent 6 }}
      template: {{- include "surety.commandPod" . | nindent 8 }}
{{- end }}
