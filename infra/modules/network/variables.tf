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

variable "address_space" {
  type        = string
  description = "The network's addresses, a /16 that no connected network uses."
  validation {
    condition     = can(cidrhost(var.address_space, 0)) && endswith(var.address_space, "/16")
    error_message = "The address space is a /16, for example 10.60.0.0/16."
  }
}

variable "pod_range" {
  type        = string
  description = "The addresses of pods, which the network itself does not know."
  validation {
    condition     = can(cidrhost(var.pod_range, 0))
    error_message = "The range is written as CIDR, for example 192.168.0.0/16."
  }
}

variable "agent_ranges" {
  type        = list(string)
  description = "Ranges of connected networks whose agents reach vault, blobs and registry; none where agents run in the subnet agents."
  validation {
    condition     = alltrue([for range in var.agent_ranges : can(cidrhost(range, 0))])
    error_message = "Each range is written as CIDR, for example 10.50.0.0/27."
  }
}

variable "ingress_allowed_ranges" {
  type        = list(string)
  description = "Ranges outside the network that may call the ingress; none keeps it inside."
  validation {
    condition     = alltrue([for range in var.ingress_allowed_ranges : can(cidrhost(range, 0))])
    error_message = "Each range is written as CIDR, for example 198.51.100.0/24."
  }
}
