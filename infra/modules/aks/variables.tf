variable "name" {
  type        = string
  description = "System and environment, for example surety-dev; the names of the resources are made of it."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,18}[a-z0-9]$", var.name))
    error_message = "The name has 4 to 20 small letters, digits and hyphens and begins with a letter."
  }
}

variable "resource_group_name" {
  type        = string
  description = "The resource group that everything is made in."
}

variable "location" {
  type        = string
  description = "The Azure region, for example westeurope."
}

variable "tags" {
  type        = map(string)
  description = "The tags of every resource."
}

variable "node_resource_group_name" {
  type        = string
  description = "The resource group that Azure makes for nodes, disks and load balancers."
}

variable "namespace" {
  type        = string
  description = "The Kubernetes namespace of the chart."
}

variable "tenant_id" {
  type        = string
  description = "The Entra tenant that people and pipeline sign in with."
}

variable "admin_group_ids" {
  type        = list(string)
  description = "Object ids of the Entra groups that administer the cluster."
  validation {
    condition     = length(var.admin_group_ids) > 0
    error_message = "Local accounts are off, so at least one Entra group has to administer the cluster."
  }
}

variable "deployer_principal_id" {
  type        = string
  description = "The identity that deploys."
}

variable "sku_tier" {
  type        = string
  description = "Free, or Standard with an uptime SLA of the API server."
  validation {
    condition     = contains(["Free", "Standard"], var.sku_tier)
    error_message = "The cluster's tier is Free or Standard."
  }
}

variable "kubernetes_version" {
  type        = string
  description = "Minor version, for example 1.34; null takes what Azure recommends when the cluster is made."
  nullable    = true
  validation {
    condition     = var.kubernetes_version == null || can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "Name the minor version alone, for example 1.34: patches come with the upgrade channel."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones of the nodes."
  validation {
    condition     = length(var.zones) > 0 && alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Zones are 1, 2 and 3, and there is at least one."
  }
}

variable "private_cluster" {
  type        = bool
  description = "Whether the API server answers inside the network only."
}

variable "authorised_ranges" {
  type        = list(string)
  description = "Ranges that may reach an API server that is not private."
  validation {
    condition     = alltrue([for range in var.authorised_ranges : can(cidrhost(range, 0)) && range != "0.0.0.0/0"])
    error_message = "Each range is written as CIDR, and 0.0.0.0/0 is no range but everybody."
  }
}

variable "maintenance_day" {
  type        = string
  description = "The day on whose night (01:00 to 05:00 UTC) Kubernetes and nodes are upgraded."
  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday"], var.maintenance_day)
    error_message = "Upgrades run from Monday to Thursday, so that somebody is at work the day after."
  }
}

variable "system_pool" {
  type        = object({ vm_size = string, min = number, max = number })
  description = "Nodes of cluster services: size, fewest and most."
  validation {
    condition     = var.system_pool.min >= 1 && var.system_pool.max >= var.system_pool.min
    error_message = "The system pool has at least one node, and max is not below min."
  }
}

variable "service_pool" {
  type        = object({ vm_size = string, min = number, max = number })
  description = "Nodes of both services: size, fewest and most."
  validation {
    condition     = var.service_pool.min >= 1 && var.service_pool.max >= var.service_pool.min
    error_message = "The service pool has at least one node, and max is not below min."
  }
}

variable "batch_pool" {
  type        = object({ vm_size = string, min = number, max = number })
  description = "Spot nodes of training and batch work: size, fewest (0 costs nothing) and most."
  validation {
    condition     = var.batch_pool.min >= 0 && var.batch_pool.max >= 1 && var.batch_pool.max >= var.batch_pool.min
    error_message = "The batch pool may shrink to none, and can grow to at least one."
  }
}

variable "node_subnet_id" {
  type        = string
  description = "The subnet of the nodes."
}

variable "pod_range" {
  type        = string
  description = "The addresses of pods, each node a /24 of it; no network that pods speak with may use them."
}

variable "log_workspace_id" {
  type        = string
  description = "The Log Analytics workspace."
}

variable "metrics_rule_id" {
  type        = string
  description = "The data collection rule of Prometheus metrics."
}

variable "logs_rule_id" {
  type        = string
  description = "The data collection rule of container logs."
}
