variable "registry" {
  type        = string
  description = "The host that images are named with."
}

variable "database_host" {
  type        = string
  description = "The database server's name inside the network."
}

variable "database_addresses" {
  type        = list(string)
  description = "The ranges that the database server answers in: the chart lets pods reach no other."
}

variable "client_ids" {
  type        = map(string)
  description = "The client id of each service account's identity."
}

variable "storage_account" {
  type        = string
  description = "The account whose containers are the chart's volumes."
}
