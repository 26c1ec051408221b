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

variable "server_name" {
  type        = string
  description = "The server's name, unique in all of Azure."
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.server_name))
    error_message = "A server's name has 3 to 63 small letters, digits and hyphens."
  }
}

variable "tenant_id" {
  type        = string
  description = "The Entra tenant that every login comes from."
}

variable "postgresql_version" {
  type        = string
  description = "The major version of PostgreSQL; Surety is tested on 18."
  validation {
    condition     = contains(["17", "18"], var.postgresql_version)
    error_message = "Surety runs on PostgreSQL 17 or 18."
  }
}

variable "sku_name" {
  type        = string
  description = "The server's size, for example GP_Standard_D4ds_v5."
  validation {
    condition     = can(regex("^(B|GP|MO)_Standard_", var.sku_name))
    error_message = "A size is tier and name, for example B_Standard_B2s or GP_Standard_D4ds_v5."
  }
}

variable "storage_mb" {
  type        = number
  description = "Storage in MB; it grows by itself and never shrinks."
  validation {
    condition     = contains([32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304], var.storage_mb)
    error_message = "Storage is a power of two from 32768 to 4194304."
  }
}

variable "backup_retention_days" {
  type        = number
  description = "Days within which any moment can be restored."
  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "Backups are kept for 7 to 35 days."
  }
}

variable "geo_redundant_backup" {
  type        = bool
  description = "Whether backups are copied to the paired region. It cannot be changed later."
}

variable "zone_redundant" {
  type        = bool
  description = "Whether a standby in another zone takes over."
}

variable "maintenance_weekday" {
  type        = number
  description = "The day of the server's maintenance, 0 for Sunday, at 01:00 UTC."
  validation {
    condition     = var.maintenance_weekday >= 0 && var.maintenance_weekday <= 6
    error_message = "The day is a number from 0 (Sunday) to 6."
  }
}

variable "subnet_id" {
  type        = string
  description = "The subnet that is delegated to PostgreSQL."
}

variable "dns_zone_id" {
  type        = string
  description = "The private zone of the server's name."
}

variable "admin_group" {
  type        = object({ id = string, name = string })
  description = "Object id and name of the Entra group that administers the server."
}
