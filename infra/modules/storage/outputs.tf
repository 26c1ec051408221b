output "id" {
  value       = azurerm_storage_account.this.id
  description = "The storage account's resource id."
}

output "account_name" {
  value       = azurerm_storage_account.this.name
  description = "The account that the chart's volumes are containers of."
}
