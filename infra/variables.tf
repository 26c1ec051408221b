variable "environment" {
  type        = string
  description = "The environment: dev, test or prod."
  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "The environment is dev, test or prod."
  }
}

variable "instance" {
  type        = string
  description = "Tells a second one of the same environment apart, for example -b in another region after the first was lost."
  default     = ""
  validation {
    condition     = can(regex("^(-[a-z])?$", var.instance))
    error_message = "The instance is empty, or a hyphen and one small letter, for example -b."
  }
}

variable "location" {
  type        = string
  description = "The Azure region. Zones, Grafana and managed Prometheus have to be offered in it."
  default     = "westeurope"
  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "A region is written as Azure does in commands, for example westeurope."
  }
}

# Set for the team, once, as TF_VAR_… in the pipeline's variable group; infra/README.md lists them.

variable "owner" {
  type        = string
  description = "The team that answers for it; a tag on every resource."
  validation {
    condition     = length(var.owner) > 0
    error_message = "Name the team that answers for this: set TF_VAR_owner."
  }
}

variable "admin_group" {
  type        = object({ id = string, name = string })
  description = "Object id and name of the Entra group that administers cluster, database, vault and dashboards."
  validation {
    condition     = can(regex("^[0-9a-f-]{36}$", var.admin_group.id)) && length(var.admin_group.name) > 0
    error_message = "Set TF_VAR_admin_group to {\"id\":\"object id\",\"name\":\"display name\"} of an Entra group."
  }
}

variable "alert_emails" {
  type        = list(string)
  description = "Who is told of alerts and of the budget."
}

variable "pipeline" {
  type        = object({ issuer = string, subject = string })
  description = "Issuer and subject of this environment's service connection that deploys, as Azure DevOps shows them; null until it exists."
  default     = null
  nullable    = true
}

variable "authorised_ranges" {
  type        = list(string)
  description = "Ranges from which people, and agents of a hub, reach an API server that is not private; the subnet agents does by itself."
  default     = []
}

variable "agent_ranges" {
  type        = list(string)
  description = "Ranges of connected networks, such as a hub, in which the pipeline's agents of this environment run."
  default     = []
}

# What differs between environments: environments/*.tfvars.

variable "address_space" {
  type        = string
  description = "The network's addresses, a /16 of its own for each environment."
}

variable "zones" {
  type        = list(string)
  description = "Availability zones of the cluster's nodes."
}

variable "cluster_sku_tier" {
  type        = string
  description = "Free, or Standard with an uptime SLA of the API server."
  default     = "Standard"
}

variable "kubernetes_version" {
  type        = string
  description = "Minor version of Kubernetes; null takes what Azure recommends when the cluster is made."
  default     = null
  nullable    = true
}

variable "private_cluster" {
  type        = bool
  description = "Whether the API server answers inside the network only; agents then run in the subnet agents."
  default     = false
}

variable "ingress_allowed_ranges" {
  type        = list(string)
  description = "Ranges outside the network that may call the ingress."
  default     = []
}

variable "maintenance_day" {
  type        = string
  description = "The day on whose night Kubernetes, nodes and the database are upgraded; prod comes last."
  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday"], var.maintenance_day)
    error_message = "Upgrades run from Monday to Thursday, so that somebody is at work the day after."
  }
}

variable "system_pool" {
  type        = object({ vm_size = string, min = number, max = number })
  description = "Nodes of cluster services."
}

variable "service_pool" {
  type        = object({ vm_size = string, min = number, max = number })
  description = "Nodes of both services."
}

variable "batch_pool" {
  type        = object({ vm_size = optional(string, "Standard_D4as_v5"), min = optional(number, 0), max = number })
  description = "Spot nodes of training and batch work."
}

variable "registry_sku" {
  type        = string
  description = "Standard, or Premium with zones, a replica and a private endpoint."
  default     = "Standard"
}

variable "registry_replica_location" {
  type        = string
  description = "The second region of the registry (Premium only); null for none."
  default     = null
  nullable    = true
}

variable "promoted_from" {
  type        = string
  description = "The environment whose images this one takes over, by digest; null where images are built."
  default     = null
  nullable    = true
  validation {
    condition     = var.promoted_from == null || contains(["dev", "test"], coalesce(var.promoted_from, "dev"))
    error_message = "Images come from dev or test."
  }
}

variable "promoted_from_subscription_id" {
  type        = string
  description = "The subscription of that environment; null for the same one."
  default     = null
  nullable    = true
}

variable "postgresql_version" {
  type        = string
  description = "The major version of PostgreSQL."
  default     = "18"
}

variable "database_sku" {
  type        = string
  description = "The size of the database server."
}

variable "database_storage_mb" {
  type        = number
  description = "Storage of the database server in MB."
}

variable "database_backup_days" {
  type        = number
  description = "Days within which any moment of the database can be restored."
}

variable "database_geo_backup" {
  type        = bool
  description = "Whether database backups are copied to the paired region; it cannot be changed later."
  default     = false
}

variable "database_zone_redundant" {
  type        = bool
  description = "Whether a standby of the database waits in another zone."
  default     = false
}

variable "storage_replication" {
  type        = string
  description = "LRS, ZRS or RAGZRS for reports, exports and backups."
}

variable "secret_readers" {
  type        = map(list(string))
  description = "For each secret in the vault the identities that read it; none while every door takes Entra tokens."
  default     = {}
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs can be searched."
  default     = 30
}

variable "log_daily_quota_gb" {
  type        = number
  description = "GB of logs a day above which nothing more is taken; -1 for no end."
}

variable "grafana_zone_redundant" {
  type        = bool
  description = "Whether Grafana runs in several zones."
  default     = false
}

variable "monthly_budget" {
  type        = number
  description = "What a month may cost, in the currency that the subscription is billed in."
}
