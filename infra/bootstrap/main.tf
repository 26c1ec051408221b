# Run once, by a person who owns the subscription: makes what the pipeline needs before it can make anything.
terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.81.0"
    }
  }
}

provider "azurerm" {
  resource_provider_registrations = "none"
  resource_providers_to_register = [
    "Microsoft.AlertsManagement",
    "Microsoft.Authorization",
    "Microsoft.Compute",
    "Microsoft.Consumption",
    "Microsoft.ContainerRegistry",
    "Microsoft.ContainerService",
    "Microsoft.Dashboard",
    "Microsoft.DBforPostgreSQL",
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.ManagedIdentity",
    "Microsoft.Monitor",
    "Microsoft.Network",
    "Microsoft.OperationalInsights",
    "Microsoft.OperationsManagement",
    "Microsoft.Storage",
  ]
  storage_use_azuread = true

  features {
    storage {
      data_plane_available = false
    }
  }
}

data "azurerm_client_config" "current" {}

locals {
  environments = ["dev", "test", "prod"]
  # Each takes images over from the one before it.
  before = { test = "dev", prod = "test" }
  tags   = { system = "surety", owner = var.owner, managed-by = "terraform-bootstrap" }

  # Owner, User Access Administrator, Role Based Access Control Administrator: nobody makes himself one of these.
  privileged = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, f58310d9-a9f6-439a-9e8d-f62e7b41a168"
  acr_pull   = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
}

resource "azurerm_resource_group" "state" {
  name     = "rg-surety-state"
  location = var.location
  tags     = local.tags
}

resource "azurerm_storage_account" "state" {
  name                            = "stsuretystate${substr(sha256(data.azurerm_client_config.current.subscription_id), 0, 5)}"
  resource_group_name             = azurerm_resource_group.state.name
  location                        = var.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  tags                            = local.tags

  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 90
    }
    container_delete_retention_policy {
      days = 90
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# A container for each environment, so that who may plan dev cannot read prod.
resource "azurerm_storage_container" "state" {
  for_each              = toset(local.environments)
  name                  = each.key
  storage_account_id    = azurerm_storage_account.state.id
  container_access_type = "private"
}

resource "azurerm_resource_group" "environment" {
  for_each = toset(local.environments)
  name     = "rg-surety-${each.key}"
  location = var.location
  tags     = merge(local.tags, { environment = each.key })
}

# The identity that plans and applies an environment.
resource "azurerm_user_assigned_identity" "infra" {
  for_each            = toset(local.environments)
  name                = "surety_infra_${each.key}"
  resource_group_name = azurerm_resource_group.state.name
  location            = var.location
  tags                = merge(local.tags, { environment = each.key })
}

resource "azurerm_federated_identity_credential" "infra" {
  for_each                  = var.pipelines
  name                      = "azure-devops"
  user_assigned_identity_id = azurerm_user_assigned_identity.infra[each.key].id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = each.value.issuer
  subject                   = each.value.subject
}

resource "azurerm_role_assignment" "keeps_state" {
  for_each             = toset(local.environments)
  scope                = azurerm_storage_container.state[each.key].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.infra[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

# People read what was made from the state: terraform output.
resource "azurerm_role_assignment" "people_read_state" {
  for_each             = toset(local.environments)
  scope                = azurerm_storage_container.state[each.key].id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = var.admin_group.id
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "builds" {
  for_each             = toset(local.environments)
  scope                = azurerm_resource_group.environment[each.key].id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.infra[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "gives_roles" {
  for_each             = toset(local.environments)
  scope                = azurerm_resource_group.environment[each.key].id
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.infra[each.key].principal_id
  principal_type       = "ServicePrincipal"
  description          = "Gives roles inside its environment, but none that gives roles."
  condition_version    = "2.0"
  condition            = <<-EOT
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${local.privileged}}))
    AND
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${local.privileged}}))
  EOT
}

# In the environment before it an identity may do one thing: let its deployer pull images.
resource "azurerm_role_assignment" "lets_pull" {
  for_each             = local.before
  scope                = azurerm_resource_group.environment[each.value].id
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.infra[each.key].principal_id
  principal_type       = "ServicePrincipal"
  description          = "Gives AcrPull, and nothing else."
  condition_version    = "2.0"
  condition            = <<-EOT
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.acr_pull}}))
    AND
    ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.acr_pull}}))
  EOT
}

# Budgets belong to the subscription.
resource "azurerm_role_assignment" "keeps_budget" {
  for_each             = toset(local.environments)
  scope                = "/subscriptions/${data.azurerm_client_config.current.subscription_id}"
  role_definition_name = "Cost Management Contributor"
  principal_id         = azurerm_user_assigned_identity.infra[each.key].principal_id
  principal_type       = "ServicePrincipal"
}
