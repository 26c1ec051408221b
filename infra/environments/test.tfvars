environment          = "test"
address_space        = "10.61.0.0/16"
zones                = ["1", "2", "3"]
maintenance_day      = "Tuesday"
promoted_from        = "dev"
database_sku         = "GP_Standard_D2ds_v5"
database_storage_mb  = 65536
database_backup_days = 14
storage_replication  = "ZRS"
log_daily_quota_gb   = 2
monthly_budget       = 1150

system_pool = {
  vm_size = "Standard_D2as_v5"
  min     = 2
  max     = 3
}

service_pool = {
  vm_size = "Standard_D2as_v5"
  min     = 2
  max     = 4
}

batch_pool = {
  max = 2
}
