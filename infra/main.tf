data "azurerm_client_config" "current" {}

# Made by the bootstrap, which gives the identity that applies this its rights on it and on nothing else.
data "azurerm_resource_group" "this" {
  name = "rg-${local.name}"
}

locals {
  name                     = "surety-${var.environment}${var.instance}"
  node_resource_group_name = "rg-${local.name}-nodes"
  cluster_name             = "aks-${local.name}"

  # Some names are unique in all of Azure: the subscription makes them so, and the same one always makes the same.
  suffix          = substr(sha256(data.azurerm_client_config.current.subscription_id), 0, 5)
  source_suffix   = var.promoted_from_subscription_id == null ? local.suffix : substr(sha256(var.promoted_from_subscription_id), 0, 5)
  source_registry = var.promoted_from == null ? null : "/subscriptions/${coalesce(var.promoted_from_subscription_id, data.azurerm_client_config.current.subscription_id)}/resourceGroups/rg-surety-${var.promoted_from}/providers/Microsoft.ContainerRegistry/registries/crsurety${var.promoted_from}${local.source_suffix}"
  pod_range       = "192.168.0.0/16"
  # Where no hyphen is allowed.
  joined_name = replace(local.name, "-", "")
  weekdays    = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  tags = {
    system      = "surety"
    environment = var.environment
    owner       = var.owner
    managed-by  = "terraform"
  }

  place = {
    resource_group_name = data.azurerm_resource_group.this.name
    location            = var.location
    tags                = local.tags
  }
}

module "network" {
  source                 = "./modules/network"
  name                   = local.name
  resource_group_name    = local.place.resource_group_name
  location               = local.place.location
  tags                   = local.place.tags
  address_space          = var.address_space
  pod_range              = local.pod_range
  agent_ranges           = var.agent_ranges
  ingress_allowed_ranges = var.ingress_allowed_ranges
}

module "observability" {
  source                 = "./modules/observability"
  name                   = local.name
  resource_group_name    = local.place.resource_group_name
  location               = local.place.location
  tags                   = local.place.tags
  grafana_name           = "amg-${local.name}-${local.suffix}"
  cluster_name           = local.cluster_name
  namespace              = local.namespace
  admin_group_id         = var.admin_group.id
  log_retention_days     = var.log_retention_days
  log_daily_quota_gb     = var.log_daily_quota_gb
  grafana_zone_redundant = var.grafana_zone_redundant
  alert_emails           = var.alert_emails
  alerts                 = yamldecode(file("${path.module}/alerts.yaml"))
}

module "aks" {
  source                   = "./modules/aks"
  name                     = local.name
  resource_group_name      = local.place.resource_group_name
  location                 = local.place.location
  tags                     = local.place.tags
  node_resource_group_name = local.node_resource_group_name
  namespace                = local.namespace
  tenant_id                = data.azurerm_client_config.current.tenant_id
  admin_group_ids          = [var.admin_group.id]
  deployer_principal_id    = module.identity.deployer_principal_id
  sku_tier                 = var.cluster_sku_tier
  kubernetes_version       = var.kubernetes_version
  zones                    = var.zones
  private_cluster          = var.private_cluster
  authorised_ranges        = var.private_cluster ? [] : concat(var.authorised_ranges, ["${module.network.agent_address}/32"])
  maintenance_day          = var.maintenance_day
  system_pool              = var.system_pool
  service_pool             = var.service_pool
  batch_pool               = var.batch_pool
  pod_range                = local.pod_range
  node_subnet_id           = module.network.node_subnet_id
  log_workspace_id         = module.observability.log_workspace_id
  metrics_rule_id          = module.observability.metrics_rule_id
  logs_rule_id             = module.observability.logs_rule_id
}

module "identity" {
  source              = "./modules/identity"
  resource_group_name = local.place.resource_group_name
  location            = local.place.location
  tags                = local.place.tags
  namespace           = local.namespace
  service_accounts    = local.service_accounts
  cluster_issuer      = module.aks.issuer
  pipeline            = var.pipeline
}

module "registry" {
  source                    = "./modules/registry"
  registry_name             = "cr${local.joined_name}${local.suffix}"
  resource_group_name       = local.place.resource_group_name
  location                  = local.place.location
  tags                      = local.place.tags
  sku                       = var.registry_sku
  replica_location          = var.registry_replica_location
  endpoint_subnet_id        = module.network.endpoint_subnet_id
  dns_zone_id               = module.network.private_link_dns_zone_ids["registry"]
  kubelet_principal_id      = module.aks.kubelet_principal_id
  deployer_principal_id     = module.identity.deployer_principal_id
  promoted_from_registry_id = local.source_registry
}

module "database" {
  source                = "./modules/database"
  server_name           = "psql-${local.name}-${local.suffix}"
  resource_group_name   = local.place.resource_group_name
  location              = local.place.location
  tags                  = local.place.tags
  tenant_id             = data.azurerm_client_config.current.tenant_id
  postgresql_version    = var.postgresql_version
  sku_name              = var.database_sku
  storage_mb            = var.database_storage_mb
  backup_retention_days = var.database_backup_days
  geo_redundant_backup  = var.database_geo_backup
  zone_redundant        = var.database_zone_redundant
  maintenance_weekday   = index(local.weekdays, var.maintenance_day)
  subnet_id             = module.network.database_subnet_id
  dns_zone_id           = module.network.database_dns_zone_id
  admin_group           = var.admin_group
}

module "vault" {
  source                = "./modules/vault"
  vault_name            = "kv-${local.name}-${local.suffix}"
  resource_group_name   = local.place.resource_group_name
  location              = local.place.location
  tags                  = local.place.tags
  tenant_id             = data.azurerm_client_config.current.tenant_id
  admin_group_id        = var.admin_group.id
  principal_ids         = module.identity.principal_ids
  secret_readers        = var.secret_readers
  endpoint_subnet_id    = module.network.endpoint_subnet_id
  dns_zone_id           = module.network.private_link_dns_zone_ids["vault"]
  deployer_principal_id = module.identity.deployer_principal_id
  signs_images          = var.promoted_from == null
}

module "storage" {
  source                = "./modules/storage"
  account_name          = "st${local.joined_name}${local.suffix}"
  resource_group_name   = local.place.resource_group_name
  location              = local.place.location
  tags                  = local.place.tags
  replication           = var.storage_replication
  principal_ids         = module.identity.principal_ids
  writers               = local.container_writers
  readers               = local.container_readers
  deployer_principal_id = module.identity.deployer_principal_id
  admin_group_id        = var.admin_group.id
  endpoint_subnet_id    = module.network.endpoint_subnet_id
  dns_zone_id           = module.network.private_link_dns_zone_ids["blob"]
}

module "values" {
  source             = "./modules/values"
  registry           = module.registry.login_server
  database_host      = module.database.host
  database_addresses = module.network.database_ranges
  client_ids         = module.identity.client_ids
  storage_account    = module.storage.account_name
}

module "budget" {
  source               = "./modules/budget"
  name                 = local.name
  subscription_id      = data.azurerm_client_config.current.subscription_id
  resource_group_names = [local.place.resource_group_name, local.node_resource_group_name]
  amount               = var.monthly_budget
  alert_emails         = var.alert_emails
  action_group_id      = module.observability.action_group_id
}
