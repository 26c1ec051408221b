{{/* Names and labels. A component is named by its folder: prediction-service. */}}

{{- define "surety.name" -}}
{{ .root.Release.Name }}-{{ .component }}
{{- end }}

{{/* Jobs that are one login in the database have one account between them. */}}
{{- define "surety.account" -}}
{{ .root.Release.Name }}-{{ .account | default .component }}
{{- end }}

{{/* What selectors select by; never changes in the life of a release. */}}
{{- define "surety.selector" -}}
app.kubernetes.io/name: surety
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- with .alias }}
surety.io/alias: {{ . }}
{{- end }}
{{- end }}

{{- define "surety.labels" -}}
{{ include "surety.selector" . }}
app.kubernetes.io/part-of: surety
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* An image by its digest, or by a tag where there is none. Takes image (repository, digest) and, for a canary, a digest of its own. */}}
{{- define "surety.image" -}}
{{- $images := .root.Values.images -}}
{{- $name := ternary (printf "%s/%s" $images.registry .image.repository) .image.repository (ne $images.registry "") -}}
{{- $digest := .digest | default .image.digest -}}
{{- if $digest -}}
{{ $name }}@{{ $digest }}
{{- else -}}
{{ $name }}:{{ $images.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Made anew before each migration, in this order: accounts -30, secrets and openings -20, migration -10, import -5. */}}
{{- define "surety.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation
{{- end }}

{{- define "surety.canary" -}}
{{- if eq .Values.canary.phase "trial" }}true{{ end -}}
{{- end }}

{{- define "surety.featuresUrl" -}}
{{- if .Values.predictionService.features.url -}}
{{ .Values.predictionService.features.url }}
{{- else if .Values.database.enabled -}}
http://{{ .Release.Name }}-feature-service:8081
{{- end -}}
{{- end }}
