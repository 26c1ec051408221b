# Over the subscription, by resource groups: nodes and disks are in a group that Azure makes, and cost the most.
resource "azurerm_consumption_budget_subscription" "this" {
  name            = "budget-${var.name}"
  subscription_id = "/subscriptions/${var.subscription_id}"
  amount          = var.amount
  time_grain      = "Monthly"

  time_period {
    start_date = formatdate("YYYY-MM-01'T'00:00:00'Z'", plantimestamp())
  }

  filter {
    dimension {
      name   = "ResourceGroupName"
      values = var.resource_group_names
    }
  }

  dynamic "notification" {
    for_each = {
      "most of it is spent"        = { type = "Actual", threshold = 80 }
      "all of it is spent"         = { type = "Actual", threshold = 100 }
      "it will not last the month" = { type = "Forecasted", threshold = 110 }
    }
    content {
      operator       = "GreaterThanOrEqualTo"
      threshold_type = notification.value.type
      threshold      = notification.value.threshold
      contact_emails = var.alert_emails
      contact_groups = [var.action_group_id]
    }
  }

  lifecycle {
    # The month in which it was made; it goes on from there.
    ignore_changes = [time_period]
  }
}
