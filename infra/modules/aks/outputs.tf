output "id" {
  value       = azurerm_kubernetes_cluster.this.id
  description = "The cluster's resource id."
}

output "name" {
  value       = azurerm_kubernetes_cluster.this.name
  description = "The cluster's name, for az aks get-credentials."
}

output "issuer" {
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
  description = "The OIDC issuer that signs the tokens of service accounts."
}

output "kubelet_principal_id" {
  value       = azurerm_user_assigned_identity.kubelet.principal_id
  description = "The identity with which nodes pull images."
}
