output "yaml" {
  value       = yamlencode(local.values)
  description = "Values of the chart, as YAML."
}
