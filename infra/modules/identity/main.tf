# One identity for each service. Its name is the service's login in the database, so that logs of both sides read alike.
resource "azurerm_user_assigned_identity" "service" {
  for_each            = var.service_accounts
  name                = each.value
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

# A pod of this service account, in this cluster, is that identity: nothing is stored that could be stolen.
resource "azurerm_federated_identity_credential" "service" {
  for_each                  = var.service_accounts
  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.service[each.key].id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = var.cluster_issuer
  subject                   = "system:serviceaccount:${var.namespace}:${each.key}"
}

resource "azurerm_user_assigned_identity" "deployer" {
  name                = "surety_deployer"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "deployer" {
  count                     = var.pipeline == null ? 0 : 1
  name                      = "azure-devops"
  user_assigned_identity_id = azurerm_user_assigned_identity.deployer.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = var.pipeline.issuer
  subject                   = var.pipeline.subject
}
