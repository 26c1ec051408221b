variable "registry_name" {
  type        = string
  description = "The registry's name, unique in all of Azure."
  validation {
    condition     = can(regex("^[a-z0-9]{5,50}$", var.registry_name))
    error_message = "A registry's name has 5 to 50 small letters and digits."
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

variable "sku" {
  type        = string
  description = "Standard, or Premium with zones, a replica and a private endpoint."
  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "The registry is Standard or Premium."
  }
}

variable "replica_location" {
  type        = string
  description = "The second region that images are copied to; null for none."
  nullable    = true
}

variable "untagged_retention_days" {
  type        = number
  description = "Days after which manifests without a tag are removed (Premium only)."
  default     = 30
  validation {
    condition     = var.untagged_retention_days >= 7 && var.untagged_retention_days <= 365
    error_message = "Untagged manifests are kept for 7 to 365 days."
  }
}

variable "endpoint_subnet_id" {
  type        = string
  description = "The subnet of the private endpoints."
}

variable "dns_zone_id" {
  type        = string
  description = "The private zone privatelink.azurecr.io."
}

variable "kubelet_principal_id" {
  type        = string
  description = "The identity with which nodes pull images."
}

variable "deployer_principal_id" {
  type        = string
  description = "The identity that deploys."
}

variable "promoted_from_registry_id" {
  type        = string
  description = "The registry of the environment before this one; null where images are built."
  nullable    = true
}
