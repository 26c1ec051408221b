resource "azurerm_log_analytics_workspace" "this" {
  name                         = "log-${var.name}"
  resource_group_name          = var.resource_group_name
  location                     = var.location
  sku                          = "PerGB2018"
  retention_in_days            = var.log_retention_days
  daily_quota_gb               = var.log_daily_quota_gb
  local_authentication_enabled = false
  tags                         = var.tags
}

resource "azurerm_monitor_workspace" "this" {
  name                = "amw-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                = "dce-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "Linux"
  description         = "Where the cluster hands in its metrics."
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_rule" "metrics" {
  name                        = "dcr-${var.name}-metrics"
  resource_group_name         = var.resource_group_name
  location                    = var.location
  kind                        = "Linux"
  description                 = "Prometheus metrics of the cluster."
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
  tags                        = var.tags

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-PrometheusMetrics"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule" "logs" {
  name                = "dcr-${var.name}-logs"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "Linux"
  description         = "Logs of the namespace and events of the cluster."
  tags                = var.tags

  data_sources {
    extension {
      name           = "containers"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"]
      extension_json = jsonencode({
        dataCollectionSettings = {
          interval               = "5m"
          namespaceFilteringMode = "Include"
          namespaces             = [var.namespace]
          enableContainerLogV2   = true
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = azurerm_log_analytics_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"]
    destinations = ["workspace"]
  }
}

resource "azurerm_dashboard_grafana" "this" {
  name                    = var.grafana_name
  resource_group_name     = var.resource_group_name
  location                = var.location
  grafana_major_version   = "12"
  sku                     = "Standard"
  api_key_enabled         = false
  zone_redundancy_enabled = var.grafana_zone_redundant
  tags                    = var.tags

  azure_monitor_workspace_integrations {
    resource_id = azurerm_monitor_workspace.this.id
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "grafana_reads_metrics" {
  scope                = azurerm_monitor_workspace.this.id
  role_definition_name = "Monitoring Data Reader"
  principal_id         = azurerm_dashboard_grafana.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "grafana_reads_logs" {
  scope                = azurerm_log_analytics_workspace.this.id
  role_definition_name = "Log Analytics Reader"
  principal_id         = azurerm_dashboard_grafana.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "people_keep_dashboards" {
  scope                = azurerm_dashboard_grafana.this.id
  role_definition_name = "Grafana Admin"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}

resource "azurerm_monitor_action_group" "this" {
  name                = "ag-${var.name}"
  resource_group_name = var.resource_group_name
  short_name          = "surety"
  tags                = var.tags

  dynamic "email_receiver" {
    for_each = var.alert_emails
    content {
      name                    = email_receiver.value
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }
}

# Managed Prometheus reads no PrometheusRule from the cluster: what is to wake somebody is told to it here.
resource "azurerm_monitor_alert_prometheus_rule_group" "this" {
  name                = "alerts-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  description         = "What wakes somebody; docs/operations/runbooks.md says what to do."
  cluster_name        = var.cluster_name
  rule_group_enabled  = true
  interval            = "PT1M"
  scopes              = [azurerm_monitor_workspace.this.id]
  tags                = var.tags

  dynamic "rule" {
    for_each = var.alerts
    content {
      alert       = rule.value.alert
      expression  = rule.value.expr
      for         = rule.value.for
      severity    = rule.value.severity
      enabled     = true
      annotations = { summary = rule.value.summary }

      action {
        action_group_id = azurerm_monitor_action_group.this.id
      }

      alert_resolution {
        auto_resolved   = true
        time_to_resolve = "PT10M"
      }
    }
  }
}
