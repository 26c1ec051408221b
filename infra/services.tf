# The one place of these names: the chart's service accounts, and the identity (and database login) of each.
locals {
  namespace = "surety"

  service_accounts = {
    surety-feature-service    = "surety_features"
    surety-prediction-service = "surety_predictions"
    surety-training-job       = "surety_training"
    surety-approval           = "surety_approval"
    surety-admission          = "surety_admission"
    surety-watching           = "surety_watching"
    surety-migration          = "surety_owner"
  }

  # The group role (docs/roles.md) that each login is a member of; the owner of the schemas is in none.
  group_roles = {
    surety_features    = "surety_feature_reader"
    surety_predictions = "surety_model_reader"
    surety_training    = "surety_trainer"
    surety_approval    = "surety_approver"
    surety_admission   = "surety_admitter"
    surety_watching    = "surety_watcher"
  }

  # Who writes each container, and who reads it beside: training leaves reports, approval reads them;
  # the pipeline's identity brings exports, admission takes them in; people lay loans into the inbox; the owner backs up and restores.
  container_writers = {
    backups = "surety_owner"
    reports = "surety_training"
  }
  container_readers = {
    exports = "surety_admission"
    inbox   = "surety_training"
    reports = "surety_approval"
  }
}
