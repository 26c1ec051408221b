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

variable "account_name" {
  type        = string
  description = "The storage account's name, unique in all of Azure."
  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.account_name))
    error_message = "An account's name has 3 to 24 small letters and digits."
  }
}

variable "replication" {
  type        = string
  description = "LRS (one building), ZRS (three zones) or RAGZRS (three zones, readable in the paired region)."
  validation {
    condition     = contains(["LRS", "ZRS", "RAGZRS"], var.replication)
    error_message = "Replication is LRS, ZRS or RAGZRS."
  }
}

variable "soft_delete_days" {
  type        = number
  description = "Days within which something deleted comes back."
  default     = 30
  validation {
    condition     = var.soft_delete_days >= 7 && var.soft_delete_days <= 365
    error_message = "Deleted blobs are kept for 7 to 365 days."
  }
}

variable "export_immutable_days" {
  type        = number
  description = "Days within which an export can be neither changed nor deleted."
  default     = 365
  validation {
    condition     = var.export_immutable_days >= 1
    error_message = "An export is immutable for at least a day."
  }
}

variable "backup_kept_days" {
  type        = number
  description = "Days after which a backup, and each version of one, is deleted."
  default     = 400
  validation {
    condition     = var.backup_kept_days >= 31
    error_message = "A backup is kept for 31 days at least."
  }
}

variable "principal_ids" {
  type        = map(string)
  description = "The object id of each service's identity, by its name."
}

variable "writers" {
  type        = map(string)
  description = "The identity that writes each container."
}

variable "readers" {
  type        = map(string)
  description = "The identity that reads each container beside its writer."
}

variable "deployer_principal_id" {
  type        = string
  description = "Object id of the pipeline's identity, which brings exports in."
}

variable "admin_group_id" {
  type        = string
  description = "Object id of the Entra group that reads everything and lays loans into the inbox."
}

variable "endpoint_subnet_id" {
  type        = string
  description = "The subnet of the private endpoints."
}

variable "dns_zone_id" {
  type        = string
  description = "The private zone privatelink.blob.core.windows.net."
}
