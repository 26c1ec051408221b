{{/*
A service: its Deployment. Takes root, component, identity, settings (of values.yaml), image, digest, port, alias, replicas ("" where an
autoscaler counts them) and env (text).
*/}}

{{- define "surety.deployment" -}}
{{- $rollout := .root.Values.rollout -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels: {{- include "surety.labels" . | nindent 4 }}
spec:
  {{- with toString .replicas }}
  replicas: {{ . }}
  {{- end }}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: 300
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels: {{- include "surety.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "surety.podLabels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "surety.account" . }}
      {{- include "surety.podSecurity" .root | nindent 6 }}
      terminationGracePeriodSeconds: {{ add $rollout.drainSeconds $rollout.shutdownSeconds 10 }}
      {{- include "surety.spread" . | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ include "surety.image" . }}
          imagePullPolicy: IfNotPresent
          {{- include "surety.containerSecurity" . | nindent 10 }}
          ports:
            - {name: http, containerPort: {{ .port }}, protocol: TCP}
            - {name: management, containerPort: {{ add .port 1000 }}, protocol: TCP}
          env:
            {{- .env | nindent 12 }}
            - name: SURETY_HTTP_CONCURRENTREQUESTS
              value: {{ .settings.concurrentRequests | quote }}
            - name: SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE
              value: {{ printf "%ds" (int $rollout.shutdownSeconds) }}
            {{- include "surety.securityEnv" .root | nindent 12 }}
            {{- range $name, $value := .settings.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          resources: {{- toYaml .settings.resources | nindent 12 }}
          startupProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 1
            timeoutSeconds: 1
            failureThreshold: 60
          readinessProbe:
            httpGet: {path: /actuator/health/readiness, port: management}
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          livenessProbe:
            httpGet: {path: /actuator/health/liveness, port: management}
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 6
          lifecycle:
            preStop:
              sleep: {seconds: {{ $rollout.drainSeconds }}}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            {{- with include "surety.keysMount" .root }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- if .database }}
            {{- with include "surety.databaseMounts" . | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
        {{- with include "surety.keysVolume" .root }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- if .database }}
        {{- with include "surety.databaseVolumes" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- end }}
{{- end }}

{{- define "surety.securityEnv" -}}
- name: SURETY_SECURITY_MODE
  value: {{ .Values.security.mode }}
{{- if eq .Values.security.mode "issuer" }}
- name: SURETY_SECURITY_ISSUER
  value: {{ .Values.security.issuer | quote }}
{{- else }}
- name: SURETY_SECURITY_KEYS
  value: /etc/surety/keys/keys.json
{{- end }}
- name: SURETY_SECURITY_AUDIENCE
  value: {{ .Values.security.audience | quote }}
{{- end }}

{{- define "surety.keysMount" -}}
{{- if eq .Values.security.mode "keys" -}}
- {name: keys, mountPath: /etc/surety/keys, readOnly: true}
{{- end -}}
{{- end }}

{{- define "surety.keysVolume" -}}
{{- if eq .Values.security.mode "keys" -}}
- name: keys
  configMap:
    name: {{ .Values.security.keysConfigMap }}
    items:
      - key: keys.json
        path: keys.json
{{- end -}}
{{- end }}

{{- define "surety.datasourceEnv" -}}
- name: SPRING_DATASOURCE_URL
  value: {{ include "surety.databaseUrl" .root | quote }}
- name: SPRING_DATASOURCE_USERNAME
  value: {{ .login | quote }}
- name: SURETY_DATABASE_IDENTITY
  value: {{ .root.Values.database.identity }}
{{- end }}

{{- define "surety.clusterService" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels:
    {{- include "surety.labels" . | nindent 4 }}
    surety.io/metrics: "true"
spec:
  type: ClusterIP
  selector: {{- include "surety.selector" . | nindent 4 }}
  ports:
    - {name: http, port: {{ .port }}, targetPort: http, protocol: TCP, appProtocol: http}
    - {name: management, port: {{ add .port 1000 }}, targetPort: management, protocol: TCP, appProtocol: http}
{{- end }}

{{/* Nodes are drained one pod at a time; a pod that is not ready does not stand in the way. */}}
{{- define "surety.disruptions" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels: {{- include "surety.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "surety.selector" . | nindent 6 }}
{{- end }}

{{- define "surety.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .name }}
  labels: {{- include "surety.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .name }}}
  minReplicas: {{ .settings.autoscaling.min }}
  maxReplicas: {{ .settings.autoscaling.max }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ .settings.autoscaling.cpuPercent }}}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      policies:
        - {type: Percent, value: 100, periodSeconds: 30}
    scaleDown: # a lull of five minutes is no reason to be short at the next wave
      stabilizationWindowSeconds: 300
      policies:
        - {type: Pods, value: 1, periodSeconds: 60}
{{- end }}
