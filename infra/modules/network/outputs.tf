output "virtual_network_id" {
  value       = azurerm_virtual_network.this.id
  description = "The network, for peering with a hub."
}

output "node_subnet_id" {
  value       = azurerm_subnet.nodes.id
  description = "The subnet of the cluster's nodes and internal load balancers."
  # A node without its rules is never made.
  depends_on = [azurerm_subnet_network_security_group_association.nodes]
}

output "endpoint_subnet_id" {
  value       = azurerm_subnet.endpoints.id
  description = "The subnet of the private endpoints."
  depends_on  = [azurerm_subnet_network_security_group_association.endpoints]
}

output "database_subnet_id" {
  value       = azurerm_subnet.database.id
  description = "The subnet that is delegated to PostgreSQL."
  depends_on  = [azurerm_subnet_network_security_group_association.database]
}

output "agent_subnet_id" {
  value       = azurerm_subnet.agents.id
  description = "The subnet for the pipeline's own agents."
  depends_on  = [azurerm_subnet_network_security_group_association.agents, azurerm_subnet_nat_gateway_association.agents]
}

output "agent_address" {
  value       = azurerm_public_ip.agents.ip_address
  description = "The address from which agents in that subnet leave the network."
}

output "database_ranges" {
  value       = azurerm_subnet.database.address_prefixes
  description = "The addresses in which the database server answers."
}

output "database_dns_zone_id" {
  value       = azurerm_private_dns_zone.database.id
  description = "The private zone that the database server's name is in."
  depends_on  = [azurerm_private_dns_zone_virtual_network_link.database]
}

output "private_link_dns_zone_ids" {
  value       = { for service, zone in azurerm_private_dns_zone.private_link : service => zone.id }
  description = "The private zones of blob, registry and vault."
  depends_on  = [azurerm_private_dns_zone_virtual_network_link.private_link]
}
