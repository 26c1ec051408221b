output "id" {
  value       = azurerm_consumption_budget_subscription.this.id
  description = "The budget's resource id."
}
