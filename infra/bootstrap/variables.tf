variable "location" {
  type        = string
  description = "The Azure region of state and environments."
  default     = "westeurope"
  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "A region is written as Azure does in commands, for example westeurope."
  }
}

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
  description = "Object id and name of the Entra group that administers the environments: its members read their state."
  validation {
    condition     = can(regex("^[0-9a-f-]{36}$", var.admin_group.id)) && length(var.admin_group.name) > 0
    error_message = "Set TF_VAR_admin_group to {\"id\":\"object id\",\"name\":\"display name\"} of an Entra group."
  }
}

variable "pipelines" {
  type        = map(object({ issuer = string, subject = string }))
  description = "For dev, test and prod issuer and subject of the service connection that plans and applies, as Azure DevOps shows them."
  default     = {}
  validation {
    condition     = alltrue([for environment in keys(var.pipelines) : contains(["dev", "test", "prod"], environment)])
    error_message = "The service connections are those of dev, test and prod."
  }
}
