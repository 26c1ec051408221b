locals {
  containers = toset(["backups", "exports", "inbox", "reports"])
}

resource "azurerm_storage_account" "this" {
  name                            = var.account_name
  resource_group_name             = var.resource_group_name
  location                        = var.location
  account_kind                    = "StorageV2"
  account_tier                    = "Standard"
  account_replication_type        = var.replication
  access_tier                     = "Hot"
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  local_user_enabled              = false
  allow_nested_items_to_be_public = false
  public_network_access_enabled   = false
  allowed_copy_scope              = "AAD"
  tags                            = var.tags

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = var.soft_delete_days
    }

    container_delete_retention_policy {
      days = var.soft_delete_days
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "this" {
  for_each              = local.containers
  name                  = each.value
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

# What was approved cannot be changed, not even by who wrote it. Not locked: a lock outlives its reason. Backups are written as files, under
# another name until they are whole, which no immutable container takes: what was overwritten or deleted there is a version.
resource "azurerm_storage_container_immutability_policy" "exports" {
  storage_container_resource_manager_id = azurerm_storage_container.this["exports"].id
  immutability_period_in_days           = var.export_immutable_days
  locked                                = false
}

resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  rule {
    name    = "backups-age"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["backups/"]
    }
    actions {
      base_blob {
        tier_to_cool_after_days_since_creation_greater_than = 30
        delete_after_days_since_creation_greater_than       = var.backup_kept_days
      }
      version {
        delete_after_days_since_creation = var.backup_kept_days
      }
    }
  }

  rule {
    name    = "reports-and-exports-age"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["reports/", "exports/"]
    }
    actions {
      base_blob {
        tier_to_cool_after_days_since_creation_greater_than = 90
      }
      version {
        delete_after_days_since_creation = 365
      }
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  name                = "pe-${var.account_name}-blob"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "blob"
    private_dns_zone_ids = [var.dns_zone_id]
  }
}

# This role deletes blobs and none of their versions, so a writer cannot make away with what was there.
resource "azurerm_role_assignment" "writer" {
  for_each             = var.writers
  scope                = azurerm_storage_container.this[each.key].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = var.principal_ids[each.value]
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "reader" {
  for_each             = var.readers
  scope                = azurerm_storage_container.this[each.key].id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = var.principal_ids[each.value]
  principal_type       = "ServicePrincipal"
}

# The pipeline brings in what was approved elsewhere.
resource "azurerm_role_assignment" "deployer_brings_exports" {
  scope                = azurerm_storage_container.this["exports"].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}

# Files of loans are laid in by people, or by a program that they give the same role.
resource "azurerm_role_assignment" "people_bring_loans" {
  scope                = azurerm_storage_container.this["inbox"].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "people_read" {
  scope                = azurerm_storage_account.this.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}
