# The part of helm/site-ENVIRONMENT.yaml that is made here, under the chart's own names.
locals {
  values = {
    images = {
      registry = var.registry
    }
    database = {
      host      = var.database_host
      addresses = var.database_addresses
    }
    identities = {
      featureService    = { clientId = var.client_ids["surety-feature-service"] }
      predictionService = { clientId = var.client_ids["surety-prediction-service"] }
      migration         = { clientId = var.client_ids["surety-migration"] }
      admission         = { clientId = var.client_ids["surety-admission"] }
      training          = { clientId = var.client_ids["surety-training-job"] }
      watching          = { clientId = var.client_ids["surety-watching"] }
      approval          = { clientId = var.client_ids["surety-approval"] }
    }
    volumes = {
      account = var.storage_account
      exports = { container = "exports" }
      inbox   = { container = "inbox" }
      reports = { container = "reports" }
      backups = { container = "backups" }
    }
  }
}
