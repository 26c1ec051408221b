package io.surety.web.listening;

import io.surety.web.Refusals;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The connectors of a service and what stands behind them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ListeningSettings.class, ManagementSettings.class})
public class Listening {

  @Bean
  Addresses addresses(ServerProperties server, ManagementSettings management) {
    InetAddress api = Optional.ofNullable(server.getAddress()).orElse(Addresses.LOOPBACK);
    return new Addresses(api, Optional.ofNullable(management.address()).orElse(api));
  }

  @Bean
  RequestLimit requestLimit(ListeningSettings settings) {
    return new RequestLimit(settings.concurrentRequests());
  }

  @Bean
  Connectors connectors(
      ServerProperties server,
      Addresses addresses,
      ManagementSettings management,
      ListeningSettings settings,
      RequestLimit limit,
      Refusals refusals) {
    int api = Optional.ofNullable(server.getPort()).orElse(8080);
    Connector second = ManagementConnector.at(addresses.management(), management.portBeside(api));
    return new Connectors(addresses, settings, second, new FrontDoor(second, limit, refusals));
  }

  /** Makes the server have both; what Spring Boot says of the first has been said before. */
  record Connectors(
      Addresses addresses, ListeningSettings settings, Connector management, FrontDoor door)
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.setAddress(addresses.api());
      factory.setProtocol(WatchedProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        if (connector.getProtocolHandler() instanceof WatchedProtocol protocol) {
          protocol.setHeaderTime(settings.headerTime());
          protocol.setRequestTime(settings.requestTime());
          protocol.setStreams(settings.concurrentStreams(), settings.streamTime());
        }
      });
      factory.addProtocolHandlerCustomizers(handler ->
          handler.setExecutor(
              new LimitedThreads("api-", FrontDoor.atWork(settings.concurrentRequests()))));
      factory.addAdditionalConnectors(management);
      factory.addEngineValves(door);
    }

    @Override
    public int getOrder() {
      return Ordered.LOWEST_PRECEDENCE;
    }
  }

  /** Says which port was found, as Spring Boot does for the other. */
  @Bean
  static ApplicationListener<WebServerInitializedEvent> managementPort(
      Connectors connectors, ConfigurableEnvironment environment) {
    return _ ->
        environment
            .getPropertySources()
            .addFirst(
                new MapPropertySource(
                    "management.ports",
                    Map.of(
                        "local.management.port",
                        ManagementConnector.port(connectors.management()))));
  }
}
