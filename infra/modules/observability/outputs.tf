output "log_workspace_id" {
  value       = azurerm_log_analytics_workspace.this.id
  description = "The Log Analytics workspace."
}

output "metrics_rule_id" {
  value       = azurerm_monitor_data_collection_rule.metrics.id
  description = "The data collection rule of Prometheus metrics."
}

output "logs_rule_id" {
  value       = azurerm_monitor_data_collection_rule.logs.id
  description = "The data collection rule of container logs."
}

output "grafana_endpoint" {
  value       = azurerm_dashboard_grafana.this.endpoint
  description = "Where Grafana answers."
}

output "action_group_id" {
  value       = azurerm_monitor_action_group.this.id
  description = "Who is told."
}
