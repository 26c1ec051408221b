output "id" {
  value       = azurerm_storage_account.this.id
  description = "The storage account's resource id."
}

output "container_urls" {
  value       = { for name in local.containers : name => "${azurerm_storage_account.this.primary_blob_endpoint}${name}" }
  description = "The address of each container."
}
