locals {
  premium = var.sku == "Premium"
}

resource "azurerm_container_registry" "this" {
  name                = var.registry_name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = var.sku
  admin_enabled       = false
  # Only Premium can be closed to the internet; the others let nobody in without an Entra token.
  public_network_access_enabled = !local.premium
  anonymous_pull_enabled        = false
  # An import from another registry comes from Azure itself.
  network_rule_bypass_option = "AzureServices"
  zone_redundancy_enabled    = local.premium
  # Untagged manifests are what a pushed tag left behind; deployed ones carry their commit.
  retention_policy_in_days = local.premium ? var.untagged_retention_days : null
  tags                     = var.tags

  dynamic "georeplications" {
    for_each = var.replica_location == null ? [] : [var.replica_location]
    content {
      location                  = georeplications.value
      zone_redundancy_enabled   = true
      regional_endpoint_enabled = true
      tags                      = var.tags
    }
  }

  lifecycle {
    precondition {
      condition     = local.premium || var.replica_location == null
      error_message = "Only a Premium registry has a replica: set registry_sku to Premium or registry_replica_location to null."
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  count               = local.premium ? 1 : 0
  name                = "pe-${var.registry_name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "registry"
    private_dns_zone_ids = [var.dns_zone_id]
  }
}

resource "azurerm_role_assignment" "kubelet_pulls" {
  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = var.kubelet_principal_id
  principal_type       = "ServicePrincipal"
}

# The first environment's pipeline pushes what it built; later ones take over the same digests from the one before.
resource "azurerm_role_assignment" "deployer_brings_images" {
  scope                = azurerm_container_registry.this.id
  role_definition_name = var.promoted_from_registry_id == null ? "AcrPush" : "Container Registry Data Importer and Data Reader"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "deployer_reads_source" {
  count                = var.promoted_from_registry_id == null ? 0 : 1
  scope                = var.promoted_from_registry_id
  role_definition_name = "AcrPull"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}
