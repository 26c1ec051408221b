environment     = "prod"
address_space   = "10.62.0.0/16"
zones           = ["1", "2", "3"]
private_cluster = true
# After the others have run with it for two nights.
maintenance_day           = "Thursday"
registry_sku              = "Premium"
registry_replica_location = "northeurope"
promoted_from             = "test"
database_sku              = "GP_Standard_D4ds_v5"
database_storage_mb       = 131072
database_backup_days      = 35
database_geo_backup       = true
database_zone_redundant   = true
storage_replication       = "RAGZRS"
log_retention_days        = 90
log_daily_quota_gb        = -1
grafana_zone_redundant    = true
monthly_budget            = 3100

system_pool = {
  vm_size = "Standard_D4as_v5"
  min     = 3
  max     = 5
}

service_pool = {
  vm_size = "Standard_D4as_v5"
  min     = 3
  max     = 12
}

batch_pool = {
  max = 4
}
