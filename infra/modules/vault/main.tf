resource "azurerm_key_vault" "this" {
  name                          = var.vault_name
  resource_group_name           = var.resource_group_name
  location                      = var.location
  tenant_id                     = var.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = var.tags

  network_acls {
    bypass         = "None"
    default_action = "Deny"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_private_endpoint" "this" {
  name                = "pe-${var.vault_name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [var.dns_zone_id]
  }
}

resource "azurerm_role_assignment" "people_keep_secrets" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "people_keep_keys" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}

# The pipeline signs images with this one key, which people make (docs/pipeline.md); elsewhere its public half verifies them, without a vault.
resource "azurerm_role_assignment" "deployer_signs_images" {
  count                = var.signs_images ? 1 : 0
  scope                = "${azurerm_key_vault.this.id}/keys/surety-images"
  role_definition_name = "Key Vault Crypto User"
  principal_id         = var.deployer_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "people_keep_certificates" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Certificates Officer"
  principal_id         = var.admin_group_id
  principal_type       = "Group"
}

# A service reads the secrets that it is named for, one by one, and never the vault.
resource "azurerm_role_assignment" "service_reads_secret" {
  for_each             = merge([for secret, readers in var.secret_readers : { for reader in readers : "${secret}/${reader}" => { secret = secret, reader = reader } }]...)
  scope                = "${azurerm_key_vault.this.id}/secrets/${each.value.secret}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = var.principal_ids[each.value.reader]
  principal_type       = "ServicePrincipal"
}
