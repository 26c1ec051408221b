{{/* There is something to watch where versions are served that stand in a registry. */}}
{{- define "surety.watch" -}}
{{- if and .Values.watch.enabled .Values.database.enabled (eq .Values.predictionService.model "registry") }}true{{ end -}}
{{- end }}
