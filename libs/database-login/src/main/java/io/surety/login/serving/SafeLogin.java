package io.surety.login.serving;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.surety.login.DatabaseAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has a service refuse to start when its database's address is not safe, whether or not the
 * database is there, and tells the driver how to log in. A service imports it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
public class SafeLogin {

  @Bean
  static BeanPostProcessor safeLogins(ObjectProvider<DatabaseSettings> settings) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          secure(pool, settings.getObject());
        }
        return bean;
      }
    };
  }

  /**
   * Has a pool log in safely; a pool that is no bean is to be given to this before it is opened.
   *
   * @throws io.surety.login.LoginRefused when its database's address is not safe
   */
  public static void secure(HikariConfig pool, DatabaseSettings settings) {
    String url = pool.getJdbcUrl();
    DatabaseAddress address =
        DatabaseAddress.of(url == null ? "" : url, texts(pool.getDataSourceProperties()));
    Map<String, String> told = new HashMap<>(address.properties());
    told.putAll(settings.identity().properties(System.getenv()));
    told.forEach(pool::addDataSourceProperty);
  }

  private static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new HashMap<>();
    properties.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }
}
