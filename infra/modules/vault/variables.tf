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

variable "vault_name" {
  type        = string
  description = "The vault's name, unique in all of Azure."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.vault_name))
    error_message = "A vault's name has 3 to 24 small letters, digits and hyphens."
  }
}

variable "tenant_id" {
  type        = string
  description = "The Entra tenant of those who read."
}

variable "admin_group_id" {
  type        = string
  description = "Object id of the Entra group that keeps secrets, keys and certificates."
}

variable "deployer_principal_id" {
  type        = string
  description = "Object id of the pipeline's identity, which signs images."
}

variable "signs_images" {
  type        = bool
  description = "Whether images are signed here: where they are built, and nowhere else."
}

variable "principal_ids" {
  type        = map(string)
  description = "The object id of each service's identity, by its name."
}

variable "secret_readers" {
  type        = map(list(string))
  description = "For each secret the identities that read it; none while every door takes Entra tokens."
}

variable "endpoint_subnet_id" {
  type        = string
  description = "The subnet of the private endpoints."
}

variable "dns_zone_id" {
  type        = string
  description = "The private zone privatelink.vaultcore.azure.net."
}
