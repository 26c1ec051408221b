# What must not be open, asked of the modules themselves against a provider that is made up.

mock_provider "azurerm" {}

variables {
  name                = "surety-prod"
  resource_group_name = "rg-surety-prod"
  location            = "westeurope"
  tags                = { system = "surety" }
}

run "database_takes_no_passwords_and_stays_inside" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    server_name           = "psql-surety-prod"
    tenant_id             = "11111111-1111-1111-1111-111111111111"
    postgresql_version    = "18"
    sku_name              = "GP_Standard_D4ds_v5"
    storage_mb            = 131072
    backup_retention_days = 35
    geo_redundant_backup  = true
    zone_redundant        = true
    maintenance_weekday   = 4
    subnet_id             = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/database"
    dns_zone_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/x.postgres.database.azure.com"
    admin_group           = { id = "22222222-2222-2222-2222-222222222222", name = "surety-admins" }
  }

  assert {
    condition     = !azurerm_postgresql_flexible_server.this.authentication[0].password_auth_enabled && azurerm_postgresql_flexible_server.this.authentication[0].active_directory_auth_enabled
    error_message = "The database takes Entra tokens and nothing else."
  }
  assert {
    condition     = !azurerm_postgresql_flexible_server.this.public_network_access_enabled
    error_message = "The database answers inside the network only."
  }
  assert {
    condition     = azurerm_postgresql_flexible_server.this.version == "18" && azurerm_postgresql_flexible_server.this.high_availability[0].mode == "ZoneRedundant" && azurerm_postgresql_flexible_server.this.geo_redundant_backup_enabled
    error_message = "In prod a standby waits in another zone, and backups are in another region."
  }
  assert {
    condition     = azurerm_postgresql_flexible_server_configuration.this["log_statement"].value == "ddl" && azurerm_postgresql_flexible_server_configuration.this["require_secure_transport"].value == "on"
    error_message = "Changes of the schema are logged, and nothing travels without TLS."
  }
}

run "refuses_a_burstable_server_with_a_standby" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    server_name           = "psql-surety-dev"
    tenant_id             = "11111111-1111-1111-1111-111111111111"
    postgresql_version    = "18"
    sku_name              = "B_Standard_B2s"
    storage_mb            = 32768
    backup_retention_days = 7
    geo_redundant_backup  = false
    zone_redundant        = true
    maintenance_weekday   = 1
    subnet_id             = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/database"
    dns_zone_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/x.postgres.database.azure.com"
    admin_group           = { id = "22222222-2222-2222-2222-222222222222", name = "surety-admins" }
  }

  expect_failures = [azurerm_postgresql_flexible_server.this]
}

run "cluster_has_no_local_administrator" {
  command = plan

  module {
    source = "./modules/aks"
  }

  variables {
    node_resource_group_name = "rg-surety-prod-nodes"
    namespace                = "surety"
    tenant_id                = "11111111-1111-1111-1111-111111111111"
    admin_group_ids          = ["22222222-2222-2222-2222-222222222222"]
    deployer_principal_id    = "33333333-3333-3333-3333-333333333333"
    sku_tier                 = "Standard"
    kubernetes_version       = null
    zones                    = ["1", "2", "3"]
    private_cluster          = true
    authorised_ranges        = []
    maintenance_day          = "Thursday"
    system_pool              = { vm_size = "Standard_D4as_v5", min = 3, max = 5 }
    service_pool             = { vm_size = "Standard_D4as_v5", min = 3, max = 12 }
    batch_pool               = { vm_size = "Standard_D4as_v5", min = 0, max = 4 }
    pod_range                = "192.168.0.0/16"
    node_subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"
    log_workspace_id         = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log"
    metrics_rule_id          = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/metrics"
    logs_rule_id             = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/logs"
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.local_account_disabled && azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].azure_rbac_enabled && !azurerm_kubernetes_cluster.this.run_command_enabled
    error_message = "People and pipeline come in through Entra."
  }
  assert {
    condition     = azurerm_kubernetes_cluster.this.workload_identity_enabled && azurerm_kubernetes_cluster.this.oidc_issuer_enabled
    error_message = "Pods are identities, so that no password is stored."
  }
  assert {
    condition     = azurerm_kubernetes_cluster.this.network_profile[0].network_policy == "cilium" && azurerm_kubernetes_cluster.this.network_profile[0].network_plugin_mode == "overlay"
    error_message = "The chart's network policies are enforced."
  }
  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.batch.priority == "Spot" && azurerm_kubernetes_cluster_node_pool.batch.node_labels["surety.io/pool"] == "batch" && contains(azurerm_kubernetes_cluster_node_pool.batch.node_taints, "kubernetes.azure.com/scalesetpriority=spot:NoSchedule")
    error_message = "The chart's batch jobs look for this label and bear this taint."
  }
  assert {
    condition     = azurerm_role_assignment.people_find_cluster["22222222-2222-2222-2222-222222222222"].role_definition_name == "Azure Kubernetes Service Cluster User Role"
    error_message = "The administrators get the cluster's address from az aks get-credentials."
  }
}

run "refuses_an_api_server_that_everybody_reaches" {
  command = plan

  module {
    source = "./modules/aks"
  }

  variables {
    node_resource_group_name = "rg-surety-dev-nodes"
    namespace                = "surety"
    tenant_id                = "11111111-1111-1111-1111-111111111111"
    admin_group_ids          = ["22222222-2222-2222-2222-222222222222"]
    deployer_principal_id    = "33333333-3333-3333-3333-333333333333"
    sku_tier                 = "Free"
    kubernetes_version       = null
    zones                    = ["1"]
    private_cluster          = false
    authorised_ranges        = []
    maintenance_day          = "Monday"
    system_pool              = { vm_size = "Standard_D2as_v5", min = 1, max = 2 }
    service_pool             = { vm_size = "Standard_D2as_v5", min = 1, max = 3 }
    batch_pool               = { vm_size = "Standard_D4as_v5", min = 0, max = 1 }
    pod_range                = "192.168.0.0/16"
    node_subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"
    log_workspace_id         = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log"
    metrics_rule_id          = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/metrics"
    logs_rule_id             = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/logs"
  }

  expect_failures = [azurerm_kubernetes_cluster.this]
}

run "blobs_have_no_keys_and_can_be_brought_back" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    account_name          = "stsuretyprod00000"
    replication           = "RAGZRS"
    principal_ids         = { surety_owner = "44444444-4444-4444-4444-444444444444", surety_training = "55555555-5555-5555-5555-555555555555" }
    writers               = { backups = "surety_owner", exports = "surety_training", reports = "surety_training" }
    readers               = {}
    deployer_principal_id = "00000000-0000-0000-0000-000000000000"
    admin_group_id        = "22222222-2222-2222-2222-222222222222"
    endpoint_subnet_id    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints"
    dns_zone_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
  }

  assert {
    condition     = !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.public_network_access_enabled && !azurerm_storage_account.this.allow_nested_items_to_be_public
    error_message = "No key and nobody from outside opens a blob."
  }
  assert {
    condition     = azurerm_storage_account.this.blob_properties[0].versioning_enabled && azurerm_storage_account.this.blob_properties[0].delete_retention_policy[0].days >= 7
    error_message = "What was overwritten or deleted comes back."
  }
  assert {
    condition     = azurerm_storage_container_immutability_policy.exports.immutability_period_in_days >= 1
    error_message = "Exports cannot be changed."
  }
  assert {
    condition     = alltrue([for writer in azurerm_role_assignment.writer : writer.role_definition_name == "Storage Blob Data Contributor"])
    error_message = "Who writes a backup can delete none of its versions."
  }
  assert {
    condition     = alltrue([for rule in azurerm_storage_management_policy.this.rule : rule.actions[0].version[0].delete_after_days_since_creation >= 365])
    error_message = "Versions are kept for a year at least."
  }
}

run "vault_stays_inside_and_cannot_be_purged" {
  command = plan

  module {
    source = "./modules/vault"
  }

  variables {
    vault_name            = "kv-surety-prod-00000"
    tenant_id             = "11111111-1111-1111-1111-111111111111"
    deployer_principal_id = "00000000-0000-0000-0000-000000000000"
    admin_group_id        = "22222222-2222-2222-2222-222222222222"
    principal_ids         = { surety_predictions = "55555555-5555-5555-5555-555555555555" }
    secret_readers        = { exchange = ["surety_predictions"] }
    signs_images          = false
    endpoint_subnet_id    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints"
    dns_zone_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"
  }

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.rbac_authorization_enabled && !azurerm_key_vault.this.public_network_access_enabled
    error_message = "The vault answers inside the network, to roles, and keeps what is deleted."
  }
  assert {
    condition     = join(",", keys(azurerm_role_assignment.service_reads_secret)) == "exchange/surety_predictions"
    error_message = "A service reads the secrets that it is named for."
  }
  assert {
    condition     = length(azurerm_role_assignment.deployer_signs_images) == 0
    error_message = "Images are signed where they are built; elsewhere the pipeline has no way into the vault."
  }
}

run "agents_of_a_connected_network_reach_the_endpoints" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    address_space          = "10.62.0.0/16"
    pod_range              = "192.168.0.0/16"
    agent_ranges           = ["10.50.0.0/27"]
    ingress_allowed_ranges = []
  }

  assert {
    condition     = anytrue([for rule in azurerm_network_security_group.endpoints.security_rule : rule.access == "Allow" && try(contains(rule.source_address_prefixes, "10.50.0.0/27"), false) && rule.destination_port_range == "443"])
    error_message = "Agents in a hub reach vault, blobs and registry."
  }
  assert {
    condition     = !anytrue([for rule in azurerm_network_security_group.database.security_rule : try(contains(rule.source_address_prefixes, "10.50.0.0/27"), false)])
    error_message = "Agents in a hub do not reach the database."
  }
  assert {
    condition     = azurerm_nat_gateway.agents.sku_name == "Standard" && azurerm_public_ip.agents.allocation_method == "Static" && !azurerm_subnet.agents.default_outbound_access_enabled
    error_message = "Agents leave by one address that stays."
  }
  assert {
    condition     = output.database_ranges == tolist(["10.62.4.64/26"])
    error_message = "The database answers in its own subnet."
  }
}

run "the_chart_is_told_what_was_made" {
  command = plan

  module {
    source = "./modules/values"
  }

  variables {
    registry           = "crsuretyprod00000.azurecr.io"
    database_host      = "psql-surety-prod-00000.postgres.database.azure.com"
    database_addresses = ["10.62.4.64/26"]
    client_ids = {
      surety-feature-service    = "00000000-0000-0000-0000-0000000000f1"
      surety-prediction-service = "00000000-0000-0000-0000-0000000000f2"
      surety-migration          = "00000000-0000-0000-0000-0000000000f3"
      surety-admission          = "00000000-0000-0000-0000-0000000000f4"
      surety-training-job       = "00000000-0000-0000-0000-0000000000f5"
      surety-approval           = "00000000-0000-0000-0000-0000000000f6"
      surety-watching           = "00000000-0000-0000-0000-0000000000f7"
    }
    storage_account = "stsuretyprod00000"
  }

  assert {
    condition     = yamldecode(output.yaml).database.addresses[0] == "10.62.4.64/26" && yamldecode(output.yaml).identities.training.clientId == "00000000-0000-0000-0000-0000000000f5" && yamldecode(output.yaml).volumes.inbox.container == "inbox"
    error_message = "The output is the chart's values under the chart's names."
  }
}

run "people_read_the_state_of_what_they_administer" {
  command = plan

  module {
    source = "./bootstrap"
  }

  variables {
    owner       = "credit-platform"
    admin_group = { id = "22222222-2222-2222-2222-222222222222", name = "surety-admins" }
  }

  assert {
    condition     = alltrue([for environment in ["dev", "test", "prod"] : azurerm_role_assignment.people_read_state[environment].role_definition_name == "Storage Blob Data Reader" && azurerm_role_assignment.people_read_state[environment].principal_id == "22222222-2222-2222-2222-222222222222"])
    error_message = "The administrators read each state, and write none."
  }
}

run "each_service_account_is_one_identity" {
  command = plan

  module {
    source = "./modules/identity"
  }

  variables {
    namespace        = "surety"
    service_accounts = { surety-feature-service = "surety_features" }
    cluster_issuer   = "https://issuer.example.com/"
    pipeline         = null
  }

  assert {
    condition     = azurerm_federated_identity_credential.service["surety-feature-service"].subject == "system:serviceaccount:surety:surety-feature-service" && azurerm_user_assigned_identity.service["surety-feature-service"].name == "surety_features"
    error_message = "A pod of this service account is the identity that is named as its login."
  }
  assert {
    condition     = length(azurerm_federated_identity_credential.deployer) == 0
    error_message = "Until the service connection exists nobody is the deployer."
  }
}

run "registry_in_prod_is_closed_and_copied" {
  command = plan

  module {
    source = "./modules/registry"
  }

  variables {
    registry_name             = "crsuretyprod00000"
    sku                       = "Premium"
    replica_location          = "northeurope"
    endpoint_subnet_id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints"
    dns_zone_id               = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
    kubelet_principal_id      = "66666666-6666-6666-6666-666666666666"
    deployer_principal_id     = "33333333-3333-3333-3333-333333333333"
    promoted_from_registry_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-surety-test/providers/Microsoft.ContainerRegistry/registries/crsuretytest00000"
  }

  assert {
    condition     = !azurerm_container_registry.this.admin_enabled && !azurerm_container_registry.this.public_network_access_enabled && azurerm_container_registry.this.zone_redundancy_enabled && length(azurerm_container_registry.this.georeplications) == 1
    error_message = "The registry has no administrator and no public door, and is in three zones and two regions."
  }
  assert {
    condition     = azurerm_role_assignment.kubelet_pulls.role_definition_name == "AcrPull" && azurerm_role_assignment.deployer_brings_images.role_definition_name != "AcrPush"
    error_message = "Nodes pull; in prod nobody pushes."
  }
}
