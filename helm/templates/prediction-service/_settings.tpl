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
{{- with $.root.Values.predictionService.features }}
{{- if ne .staleAfter "never" }}
- name: SURETY_SCORING_STALEAFTER
  value: {{ .staleAfter }}
- name: SURETY_SCORING_STALEFEATURES
  value: {{ .staleFeatures }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "surety.predictionDeployment" -}}
{{ include "surety.deployment" (set . "env" (include "surety.predictionEnv" .)) }}
{{- end }}
