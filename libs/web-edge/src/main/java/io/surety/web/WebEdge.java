package io.surety.web;

import io.surety.web.listening.Listening;
import io.surety.web.tokens.Callers;
import io.surety.web.tokens.Doors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The edge as a whole; a service imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
@Import({
  ProblemAdvice.class,
  ContainerErrors.class,
  ContractPage.class,
  Listening.class,
  Doors.class
})
public class WebEdge {

  private static final int BEFORE_ACTUATOR = -200;

  @Bean
  JsonMapperBuilderCustomizer wireJson() {
    return WireJson::apply;
  }

  @Bean
  Refusals refusals(ObjectProvider<ProblemForm> forms, JsonMapper json) {
    return new Refusals(forms, json);
  }

  @Bean
  BodyLimit bodyLimit(HttpSettings settings, ObjectProvider<BodyAllowance> allowances) {
    return new BodyLimit(settings, allowances.stream().toList());
  }

  @Bean
  StreamedBodies streamedBodies(Callers callers) {
    return new StreamedBodies(callers);
  }

  /**
   * Asks for a service's own routes first. Spring Boot would have those of the actuator, at -100,
   * compared one by one with every request.
   */
  @Bean
  WebMvcRegistrations ownRoutesFirst() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RequestMappingHandlerMapping() {
          @Override
          public int getOrder() {
            return BEFORE_ACTUATOR;
          }
        };
      }
    };
  }

  @Bean
  WebMvcConfigurer plainBodies() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PlainBodies());
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems(JsonMapper json) {
    QuietRefusals.begin();
    TomcatContextCustomizer onHost =
        context -> context.getParent().getPipeline().addValve(new ProblemReportValve(json));
    return factory -> factory.addContextCustomizers(onHost);
  }
}
