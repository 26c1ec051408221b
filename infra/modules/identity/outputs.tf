output "principal_ids" {
  value       = { for account, identity in azurerm_user_assigned_identity.service : identity.name => identity.principal_id }
  description = "The object id of each service's identity, by its name."
}

output "client_ids" {
  value       = { for account, identity in azurerm_user_assigned_identity.service : account => identity.client_id }
  description = "The client id that each service account is annotated with."
}

output "deployer_principal_id" {
  value       = azurerm_user_assigned_identity.deployer.principal_id
  description = "The object id of the identity that deploys."
}

output "deployer_client_id" {
  value       = azurerm_user_assigned_identity.deployer.client_id
  description = "The client id that the service connection which deploys is finished with."
}
