resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "id-${var.name}-control-plane"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

# Nodes pull images as this one, which may do nothing else.
resource "azurerm_user_assigned_identity" "kubelet" {
  name                = "id-${var.name}-kubelet"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "control_plane_hands_out_kubelet" {
  scope                = azurerm_user_assigned_identity.kubelet.id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

# All that the control plane does outside its own resource group: load balancers and nodes in this subnet.
resource "azurerm_role_assignment" "control_plane_joins_subnet" {
  scope                = var.node_subnet_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  # Named here, because most of the cost arises in it and the budget watches it by name.
  node_resource_group = var.node_resource_group_name
  dns_prefix          = var.name
  sku_tier            = var.sku_tier
  kubernetes_version  = var.kubernetes_version
  tags                = var.tags

  # Doors: Entra only, no local administrator, no shell through the resource manager.
  local_account_disabled            = true
  role_based_access_control_enabled = true
  run_command_enabled               = false
  private_cluster_enabled           = var.private_cluster
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true

  automatic_upgrade_channel    = "patch"
  node_os_upgrade_channel      = "NodeImage"
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = var.tenant_id
    admin_group_object_ids = var.admin_group_ids
  }

  dynamic "api_server_access_profile" {
    for_each = var.private_cluster ? [] : [var.authorised_ranges]
    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.control_plane.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.kubelet.client_id
    object_id                 = azurerm_user_assigned_identity.kubelet.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "loadBalancer"
    pod_cidr            = var.pod_range
    service_cidr        = "172.20.0.0/16"
    dns_service_ip      = "172.20.0.10"
  }

  # Cluster services only: what Surety runs never competes with DNS for a node.
  default_node_pool {
    name                         = "system"
    vm_size                      = var.system_pool.vm_size
    auto_scaling_enabled         = true
    min_count                    = var.system_pool.min
    max_count                    = var.system_pool.max
    zones                        = var.zones
    vnet_subnet_id               = var.node_subnet_id
    os_sku                       = "AzureLinux"
    only_critical_addons_enabled = true
    temporary_name_for_rotation  = "systemtmp"
    tags                         = var.tags

    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  auto_scaler_profile {
    balance_similar_node_groups   = true
    expander                      = "least-waste"
    scale_down_unneeded           = "10m"
    skip_nodes_with_system_pods   = true
    skip_nodes_with_local_storage = false
  }

  # The chart mounts containers of blobs: exports, backups and the inbox.
  storage_profile {
    blob_driver_enabled = true
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "5m"
  }

  monitor_metrics {
    annotations_allowed = null
    labels_allowed      = null
  }

  oms_agent {
    log_analytics_workspace_id      = var.log_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = var.maintenance_day
    start_time  = "01:00"
    utc_offset  = "+00:00"
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = var.maintenance_day
    start_time  = "01:00"
    utc_offset  = "+00:00"
  }

  lifecycle {
    # Its Gateway API is switched on after the apply (README.md, step 6): azurerm has no argument for it yet.
    ignore_changes = [web_app_routing]

    precondition {
      condition     = var.private_cluster || length(var.authorised_ranges) > 0
      error_message = "An API server that is not private needs authorised_ranges, or the whole internet may knock: set TF_VAR_authorised_ranges."
    }
  }

  depends_on = [
    azurerm_role_assignment.control_plane_joins_subnet,
    azurerm_role_assignment.control_plane_hands_out_kubelet,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "services" {
  name                        = "services"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  vm_size                     = var.service_pool.vm_size
  auto_scaling_enabled        = true
  min_count                   = var.service_pool.min
  max_count                   = var.service_pool.max
  zones                       = var.zones
  vnet_subnet_id              = var.node_subnet_id
  os_sku                      = "AzureLinux"
  temporary_name_for_rotation = "servicestmp"
  node_labels                 = { "surety.io/pool" = "services" }
  tags                        = var.tags

  upgrade_settings {
    max_surge                     = "33%"
    drain_timeout_in_minutes      = 30
    node_soak_duration_in_minutes = 5
  }
}

# Training repeats itself to the byte and registers once, so a node that is taken away costs only time.
resource "azurerm_kubernetes_cluster_node_pool" "batch" {
  name                        = "batch"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  priority                    = "Spot"
  eviction_policy             = "Delete"
  spot_max_price              = -1
  vm_size                     = var.batch_pool.vm_size
  auto_scaling_enabled        = true
  min_count                   = var.batch_pool.min
  max_count                   = var.batch_pool.max
  zones                       = var.zones
  vnet_subnet_id              = var.node_subnet_id
  os_sku                      = "AzureLinux"
  temporary_name_for_rotation = "batchtmp"
  node_taints                 = ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]
  node_labels = {
    "surety.io/pool"                        = "batch"
    "kubernetes.azure.com/scalesetpriority" = "spot"
  }
  tags = var.tags
}

resource "azurerm_monitor_data_collection_rule_association" "metrics" {
  name                    = "metrics"
  description             = "Prometheus metrics of this cluster go to the monitor workspace."
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = var.metrics_rule_id
}

resource "azurerm_monitor_data_collection_rule_association" "logs" {
  name                    = "ContainerInsightsExtension"
  description             = "Container logs of this cluster go to the log workspace."
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = var.logs_rule_id
}

# What people may inside follows from their group; this lets them find the cluster, as az aks get-credentials does.
resource "azurerm_role_assignment" "people_find_cluster" {
  for_each             = toset(var.admin_group_ids)
  scope                = azurerm_kubernetes_cluster.this.id
  role_definition_name = "Azure Kubernetes Service Cluster User Role"
  principal_id         = each.value
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "deployer_finds_cluster" {
  scope                = azurerm_kubernetes_cluster.this.id
  role_definition_name = "Azure Kubernetes Service Cluster User Role"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}

# The pipeline rules this one namespace, and cannot make or remove namespaces.
resource "azurerm_role_assignment" "deployer_rules_namespace" {
  scope                = "${azurerm_kubernetes_cluster.this.id}/namespaces/${var.namespace}"
  role_definition_name = "Azure Kubernetes Service RBAC Admin"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}
