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

variable "grafana_name" {
  type        = string
  description = "Grafana's name, unique in all of Azure."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,21}[a-z0-9]$", var.grafana_name))
    error_message = "Grafana's name has 2 to 23 small letters, digits and hyphens."
  }
}

variable "cluster_name" {
  type        = string
  description = "The cluster whose metrics the alerts are about."
}

variable "namespace" {
  type        = string
  description = "The Kubernetes namespace whose logs are kept."
}

variable "admin_group_id" {
  type        = string
  description = "Object id of the Entra group that keeps dashboards."
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs can be searched."
  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "Logs are kept for 30 to 730 days."
  }
}

variable "log_daily_quota_gb" {
  type        = number
  description = "GB of logs a day above which nothing more is taken; -1 for no end."
  validation {
    condition     = var.log_daily_quota_gb == -1 || var.log_daily_quota_gb >= 1
    error_message = "The quota is -1, or at least 1 GB."
  }
}

variable "grafana_zone_redundant" {
  type        = bool
  description = "Whether Grafana runs in several zones."
}

variable "alert_emails" {
  type        = list(string)
  description = "Who is told."
  validation {
    condition     = length(var.alert_emails) > 0 && alltrue([for email in var.alert_emails : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "Somebody has to be told: name at least one address."
  }
}

variable "alerts" {
  type        = list(object({ alert = string, expr = string, for = string, severity = number, summary = string }))
  description = "The alerts: name, PromQL, how long (ISO 8601), severity 0 to 4, what it means."
  validation {
    condition     = alltrue([for alert in var.alerts : alert.severity >= 0 && alert.severity <= 4 && startswith(alert.for, "PT")])
    error_message = "An alert's severity is 0 to 4, and its time is written as PT5M."
  }
}
