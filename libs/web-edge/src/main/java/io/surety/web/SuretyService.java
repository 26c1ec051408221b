package io.surety.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * A service with the edge that all share. Spring Boot configures it as it configures any, but for
 * what no service uses: that costs time at each start and memory for ever. Named are endpoints
 * beside health and prometheus; transactions by annotation, with the proxies that they need;
 * executors of tasks; JMX; and what only repeats what a service has otherwise. What Spring Boot
 * would look for among all classes of a service, such as mix-ins for JSON, it finds nowhere.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(WebEdge.class)
@AutoConfigurationPackage(basePackages = SuretyService.NOTHING_TO_SCAN)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.audit.AuditEventsEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.beans.BeansEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.condition.ConditionsReportEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.context.ShutdownEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.logging.LogFileWebEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.logging.LoggersEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.management.HeapDumpWebEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.management.ThreadDumpEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.sbom.SbomEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.startup.StartupEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.web.exchanges.HttpExchangesEndpointAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.web.mappings.MappingsEndpointAutoConfiguration",
      "org.springframework.boot.autoconfigure.admin.SpringApplicationAdminJmxAutoConfiguration",
      "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
      "org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration",
      "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration",
      "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
      "org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthContributorAutoConfiguration",
      "org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAspectsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsEndpointAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
      "org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration",
      "org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration",
      "org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration",
      "org.springframework.boot.servlet.autoconfigure.actuate.web.exchanges.ServletHttpExchangesAutoConfiguration",
      "org.springframework.boot.servlet.autoconfigure.actuate.web.mappings.ServletMappingsAutoConfiguration",
      "org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
      "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.actuate.web.mappings.WebMvcMappingsAutoConfiguration"
    })
public @interface SuretyService {

  /** A package without classes. */
  String NOTHING_TO_SCAN = "io.surety.nothing";
}
