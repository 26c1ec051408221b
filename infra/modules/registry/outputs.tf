output "id" {
  value       = azurerm_container_registry.this.id
  description = "The registry's resource id."
}

output "login_server" {
  value       = azurerm_container_registry.this.login_server
  description = "The host that images are named with."
}
