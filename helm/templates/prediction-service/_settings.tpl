{{/* What the prediction service is told besides what both services are told. Takes root, alias and login. */}}
{{- define "surety.predictionEnv" -}}
- name: SURETY_CHAMPION_ALIAS
  value: {{ .alias }}
{{- if eq .root.Values.predictionService.model "registry" }}
{{ include "surety.datasourceEnv" . }}
{{- end }}
{{- with include "surety.featuresUrl" .root }}
- name: SURETY_FEATURES_URL
  value: {{ . | quote }}
- name: SURETY_FEATURES_IDENTITY
  value: {{ $.root.Values.predictionService.features.identity }}
{{- with $.root.Values.predictionService.features.scope }}
- name: SURETY_FEATURES_SCOPE
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "surety.predictionDeployment" -}}
{{ include "surety.deployment" (set . "env" (include "surety.predictionEnv" .)) }}
{{- end }}
