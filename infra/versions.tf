terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.81.0"
    }
  }

  # environments/*.tfbackend name the container, the bootstrap printed the account; Entra signs in, no key exists.
  backend "azurerm" {
    key              = "surety.tfstate"
    use_azuread_auth = true
  }
}

provider "azurerm" {
  # The bootstrap registers them; the identity that applies this has no right to.
  resource_provider_registrations = "none"
  # Shared keys are switched off in every storage account.
  storage_use_azuread = true

  features {
    key_vault {
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }
    storage {
      # Containers are made through the resource manager: the blob endpoint answers inside the network only.
      data_plane_available = false
    }
  }
}
