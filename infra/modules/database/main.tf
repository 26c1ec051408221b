locals {
  # Settings that differ from Azure's defaults, and why.
  settings = {
    # A dropped trigger or a granted role leaves a line: the registry's rules live in the database.
    log_statement              = "ddl"
    log_min_duration_statement = "1000"
    require_secure_transport   = "on"
    ssl_min_protocol_version   = "TLSv1.2"
    # A session that forgot its transaction must not hold back vacuum on tables that only grow.
    idle_in_transaction_session_timeout = "3600000"
  }
}

resource "azurerm_postgresql_flexible_server" "this" {
  name                          = var.server_name
  resource_group_name           = var.resource_group_name
  location                      = var.location
  version                       = var.postgresql_version
  sku_name                      = var.sku_name
  storage_mb                    = var.storage_mb
  auto_grow_enabled             = true
  delegated_subnet_id           = var.subnet_id
  private_dns_zone_id           = var.dns_zone_id
  public_network_access_enabled = false
  backup_retention_days         = var.backup_retention_days
  geo_redundant_backup_enabled  = var.geo_redundant_backup
  tags                          = var.tags

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = var.tenant_id
  }

  dynamic "high_availability" {
    for_each = var.zone_redundant ? ["ZoneRedundant"] : []
    content {
      mode = high_availability.value
    }
  }

  maintenance_window {
    day_of_week  = var.maintenance_weekday
    start_hour   = 1
    start_minute = 0
  }

  lifecycle {
    # The ledger and every decision are in here: whoever wants it gone says so to Azure, not to a plan.
    prevent_destroy = true
    # After a failover primary and standby have changed places; a plan must not change them back. The disk
    # doubles by itself when it fills, and a plan that wants the size of the beginning would build a new server.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage_mb, storage_tier]
    precondition {
      condition     = !var.zone_redundant || !startswith(var.sku_name, "B_")
      error_message = "A burstable server (B_…) has no standby: choose GP_… or MO_…, or set database_zone_redundant to false."
    }
  }
}

resource "azurerm_postgresql_flexible_server_database" "surety" {
  name      = "surety"
  server_id = azurerm_postgresql_flexible_server.this.id
  charset   = "UTF8"
  collation = "en_US.utf8"

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_postgresql_flexible_server_configuration" "this" {
  for_each  = local.settings
  name      = each.key
  server_id = azurerm_postgresql_flexible_server.this.id
  value     = each.value
}

# People who make logins and repair: an Entra group, whose members come and go without a password.
resource "azurerm_postgresql_flexible_server_active_directory_administrator" "people" {
  server_name         = azurerm_postgresql_flexible_server.this.name
  resource_group_name = var.resource_group_name
  tenant_id           = var.tenant_id
  object_id           = var.admin_group.id
  principal_name      = var.admin_group.name
  principal_type      = "Group"
}
