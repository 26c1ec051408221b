output "id" {
  value       = azurerm_key_vault.this.id
  description = "The vault's resource id."
}

output "name" {
  value       = azurerm_key_vault.this.name
  description = "The vault's name, for the chart's SecretProviderClass."
}
