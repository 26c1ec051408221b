output "resource_group_name" {
  value       = local.place.resource_group_name
  description = "The resource group of this environment."
}

output "cluster_name" {
  value       = module.aks.name
  description = "For az aks get-credentials."
}

output "agent_subnet_id" {
  value       = module.network.agent_subnet_id
  description = "Where the pipeline's own agents run."
}

output "agent_address" {
  value       = module.network.agent_address
  description = "From where they are seen outside: for other systems that let in by address; the API server of this environment does."
}

output "virtual_network_id" {
  value       = module.network.virtual_network_id
  description = "For peering with a hub."
}

output "database_host" {
  value       = module.database.host
  description = "The database server's name inside the network."
}

output "database_url" {
  value       = module.database.jdbc_url
  description = "What follows --database, for people at a terminal in the network: backups, drills, runbooks."
}

# Bound to object ids: names in Entra need not be unique, ids are. The group roles are made here too, before the
# first migration finds them, so that the owner of the schemas need not be allowed to make roles.
output "database_logins" {
  value = join("\n", concat(
    [for login in sort(values(local.service_accounts)) :
    "SELECT pgaadauth_create_principal_with_oid('${login}', '${module.identity.principal_ids[login]}', 'service', false, false);"],
    [for role in sort(values(local.group_roles)) : "CREATE ROLE ${role} NOLOGIN;"],
    [for login, role in local.group_roles : "GRANT ${role} TO ${login};"],
    ["GRANT CREATE, CONNECT ON DATABASE surety TO surety_owner;"],
  ))
  description = "SQL that makes the services' logins: for a member of the admin group, in the database postgres, once, before the first migration."
}

# A server that was restored into another region knows the logins, but as identities of the region that is lost.
output "database_logins_moved" {
  value = join("\n", [for login in sort(values(local.service_accounts)) :
  "SECURITY LABEL FOR pgaadauth ON ROLE ${login} IS 'aadauth,oid=${module.identity.principal_ids[login]},type=service';"])
  description = "SQL that binds logins which exist to the identities made here: in place of database_logins after a server was restored."
}

output "chart_values" {
  value       = module.values.yaml
  description = "The part of helm/site-ENVIRONMENT.yaml that is known here."
}

output "deployer_client_id" {
  value       = module.identity.deployer_client_id
  description = "Finishes the service connection that deploys."
}

output "vault_name" {
  value       = module.vault.name
  description = "The vault, for the key that images are signed with, and for secrets of other systems."
}

output "grafana_endpoint" {
  value       = module.observability.grafana_endpoint
  description = "Where the dashboards are."
}
