output "id" {
  value       = azurerm_postgresql_flexible_server.this.id
  description = "The server's resource id."
}

output "jdbc_url" {
  value       = "jdbc:postgresql://${azurerm_postgresql_flexible_server.this.fqdn}:5432/${azurerm_postgresql_flexible_server_database.surety.name}?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
  description = "What services and jobs connect to; the authority that signs the server is in the JDK."
}

output "host" {
  value       = azurerm_postgresql_flexible_server.this.fqdn
  description = "The server's name inside the network."
}
