package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.featureservice.FeatureServiceApplication;
import io.surety.login.LoginRefused;
import io.surety.prediction.PredictionServiceApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** No service starts on a database that is not safe, whether or not it is there. */
class UnsafeDatabaseTest {

  enum Service {
    FEATURES,
    PREDICTIONS;

    void startWith(String setting) {
      ConfigurableApplicationContext started =
          switch (this) {
            case FEATURES -> FeatureServiceApplication.start("--server.port=0", setting);
            case PREDICTIONS -> PredictionServiceApplication.start("--server.port=0", setting);
          };
      started.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void refusesAnotherMachineWithoutAVerifiedCertificate(Service service) {
    assertThatThrownBy(
            () -> service.startWith("--spring.datasource.url=jdbc:postgresql://db.example/surety"))
        .hasRootCauseInstanceOf(LoginRefused.class)
        .hasRootCauseMessage(
            "The database on db.example is another machine, so its certificate has to be verified:"
                + " add ?sslmode=verify-full to the address, and &sslrootcert=FILE when Java does"
                + " not know who signed it.");
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void refusesAnAddressWithAPassword(Service service) {
    assertThatThrownBy(() ->
            service.startWith(
                "--spring.datasource.url=jdbc:postgresql://localhost/db?password=secret"))
        .hasRootCauseInstanceOf(LoginRefused.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void refusesAWorkloadIdentityThatNobodyGave(Service service) {
    assertThatThrownBy(() -> service.startWith("--surety.database.identity=workload"))
        .hasRootCauseInstanceOf(LoginRefused.class)
        .rootCause()
        .hasMessageContaining("AZURE_TENANT_ID");
  }
}
