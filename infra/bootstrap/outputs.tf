output "state_storage_account" {
  value       = azurerm_storage_account.state.name
  description = "What terraform init is told: -backend-config=storage_account_name=…"
}

output "infra_client_ids" {
  value       = { for environment, identity in azurerm_user_assigned_identity.infra : environment => identity.client_id }
  description = "The client id that each environment's service connection surety-infra-… is finished with."
}

output "tenant_id" {
  value       = data.azurerm_client_config.current.tenant_id
  description = "The Entra tenant, for the service connections."
}
