environment         = "dev"
address_space       = "10.60.0.0/16"
zones               = ["1"]
cluster_sku_tier    = "Free"
maintenance_day     = "Monday"
database_sku        = "B_Standard_B2s"
database_storage_mb = 32768
# The shortest that Azure allows.
database_backup_days = 7
storage_replication  = "LRS"
log_daily_quota_gb   = 1
monthly_budget       = 650

system_pool = {
  vm_size = "Standard_D2as_v5"
  min     = 1
  max     = 2
}

service_pool = {
  vm_size = "Standard_D2as_v5"
  min     = 1
  max     = 3
}

batch_pool = {
  max = 1
}
