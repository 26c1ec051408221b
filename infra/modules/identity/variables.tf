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

variable "namespace" {
  type        = string
  description = "The Kubernetes namespace of the chart."
}

variable "service_accounts" {
  type        = map(string)
  description = "The chart's service accounts, each with the identity (and database login) that its pods are."
  validation {
    condition     = alltrue([for login in values(var.service_accounts) : can(regex("^surety_[a-z]+$", login))])
    error_message = "An identity is named as the database login, for example surety_features."
  }
}

variable "cluster_issuer" {
  type        = string
  description = "The OIDC issuer of the cluster, which signs the tokens of service accounts."
}

variable "pipeline" {
  type        = object({ issuer = string, subject = string })
  description = "Issuer and subject that Azure DevOps shows for the service connection that deploys; null makes the identity without a door."
  nullable    = true
  validation {
    condition     = var.pipeline == null || startswith(try(var.pipeline.issuer, ""), "https://")
    error_message = "The issuer is an https URL; copy issuer and subject from the service connection, do not make them up."
  }
}
