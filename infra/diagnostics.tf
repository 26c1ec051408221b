# Who did what, for each thing that can be asked to do something.
locals {
  diagnostics = {
    cluster  = { id = module.aks.id, categories = ["kube-audit-admin", "guard", "cluster-autoscaler"] }
    database = { id = module.database.id, categories = ["PostgreSQLLogs"] }
    registry = { id = module.registry.id, categories = ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"] }
    vault    = { id = module.vault.id, categories = ["AuditEvent"] }
    blobs    = { id = "${module.storage.id}/blobServices/default", categories = ["StorageRead", "StorageWrite", "StorageDelete"] }
  }
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  for_each                       = local.diagnostics
  name                           = "to-logs"
  target_resource_id             = each.value.id
  log_analytics_workspace_id     = module.observability.log_workspace_id
  log_analytics_destination_type = each.key == "cluster" ? "Dedicated" : null

  dynamic "enabled_log" {
    for_each = each.value.categories
    content {
      category = enabled_log.value
    }
  }
}
