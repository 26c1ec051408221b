# Plans a whole environment against a provider that is made up: nothing is asked of Azure.
# terraform test -var-file=environments/dev.tfvars, and the same for test and prod

mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000000"
      tenant_id       = "11111111-1111-1111-1111-111111111111"
    }
  }
}

variables {
  owner             = "credit-platform"
  admin_group       = { id = "22222222-2222-2222-2222-222222222222", name = "surety-admins" }
  alert_emails      = ["on-call@example.com"]
  authorised_ranges = ["198.51.100.0/24"]
  pipeline          = { issuer = "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0", subject = "as-azure-devops-shows-it" }
}

run "plans_the_whole_environment" {
  command = plan

  assert {
    condition     = output.resource_group_name != null && module.aks.name == "aks-surety-${var.environment}${var.instance}"
    error_message = "The cluster is named after its environment."
  }
}
