variable "name" {
  type        = string
  description = "System and environment, for example surety-dev; the names of the resources are made of it."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,18}[a-z0-9]$", var.name))
    error_message = "The name has 4 to 20 small letters, digits and hyphens and begins with a letter."
  }
}

variable "subscription_id" {
  type        = string
  description = "The subscription that is billed."
}

variable "resource_group_names" {
  type        = list(string)
  description = "The resource groups whose cost counts."
}

variable "amount" {
  type        = number
  description = "What a month may cost, in the currency that the subscription is billed in."
  validation {
    condition     = var.amount > 0
    error_message = "A budget is more than nothing."
  }
}

variable "alert_emails" {
  type        = list(string)
  description = "Who is told."
}

variable "action_group_id" {
  type        = string
  description = "The action group that is told as well."
}
