package io.surety.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/surety",
        "jdbc:postgresql://LOCALHOST:5433/surety",
        "jdbc:postgresql://127.0.0.1:5432/surety",
        "jdbc:postgresql://127.8.9.1/surety?sslmode=disable",
        "jdbc:postgresql://[::1]:5432/surety",
        "jdbc:postgresql://localhost,127.0.0.1:5433/surety",
        "jdbc:postgresql:surety",
        "jdbc:postgresql:///surety"
      })
  void takesThisMachineWithoutACertificate(String url) {
    assertThat(DatabaseAddress.of(url).properties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/surety",
        "jdbc:postgresql://10.1.2.3:5432/surety?ApplicationName=x",
        "jdbc:postgresql://localhost,db.example/surety",
        "jdbc:postgresql://localhost.example/surety",
        "jdbc:postgresql://127.0.0.1.example/surety",
        "jdbc:postgresql://[2001:db8::1]:5432/surety",
        "jdbc:postgresql://db.example/surety?ssl=true",
        "jdbc:postgresql://db.example/surety?sslmode=require",
        "jdbc:postgresql://db.example/surety?sslmode=verify-ca",
        "jdbc:postgresql://db.example/surety?sslmode=verify-full&sslmode=disable",
        "jdbc:postgresql://?PGHOST=db.example"
      })
  void refusesAnotherMachineWhoseCertificateIsNotVerified(String url) {
    assertThatThrownBy(() -> DatabaseAddress.of(url))
        .isInstanceOf(LoginRefused.class)
        .hasMessageContaining("another machine")
        .hasMessageContaining("sslmode=verify-full to the address");
  }

  @Test
  void saysHowToGoOnFromTheAddressThatWasGiven() {
    assertThatThrownBy(() -> DatabaseAddress.of("jdbc:postgresql://db.example/surety"))
        .hasMessage(
            "The database on db.example is another machine, so its certificate has to be verified:"
                + " add ?sslmode=verify-full to the address, and &sslrootcert=FILE when Java does"
                + " not know who signed it.");
    assertThatThrownBy(() -> DatabaseAddress.of("jdbc:postgresql://db.example/surety?a=b"))
        .hasMessageContaining("add &sslmode=verify-full");
  }

  @Test
  void trustsWhomJavaTrustsWhenNobodyElseIsNamed() {
    assertThat(
            DatabaseAddress.of("jdbc:postgresql://db.example/surety?sslmode=verify-full")
                .properties())
        .containsExactly(Map.entry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
    assertThat(
            DatabaseAddress.of(
                    "jdbc:postgresql://db.example/surety?sslmode=verify-full&sslrootcert=/ca.pem")
                .properties())
        .isEmpty();
  }

  @Test
  void hearsWhatIsSaidBesideTheAddress() {
    String url = "jdbc:postgresql://db.example/surety";
    assertThat(DatabaseAddress.of(url, Map.of("sslmode", "verify-full")).properties()).hasSize(1);
    Map<String, String> none =
        Map.of("sslmode", "verify-full", "sslfactory", "org.postgresql.ssl.NonValidatingFactory");
    assertThatThrownBy(() -> DatabaseAddress.of(url, none))
        .hasMessageContaining("take sslfactory and sslhostnameverifier out");
    assertThatThrownBy(
            () -> DatabaseAddress.of(url + "?sslmode=disable", Map.of("sslmode", "verify-full")))
        .hasMessageContaining("add &sslmode=verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "sslfactory=org.postgresql.ssl.SingleCertValidatingFactory",
        "sslhostnameverifier=com.example.Any"
      })
  void refusesWhatWouldLookAway(String property) {
    String url = "jdbc:postgresql://db.example/surety?sslmode=verify-full&" + property;
    assertThatThrownBy(() -> DatabaseAddress.of(url))
        .isInstanceOf(LoginRefused.class)
        .hasMessageContaining("replaces what verifies its certificate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ada:secret@localhost/surety",
        "jdbc:postgresql://ada:se/secret@localhost/surety",
        "jdbc:postgresql://localhost/surety?password=secret",
        "jdbc:postgresql://localhost/surety?a=b&user=ada",
        "jdbc:postgresql://localhost/surety?a=b&PASSWORD=secret",
        "jdbc:postgresql://localhost/surety?sslpassword=secret",
        "postgresql://ada:secret@localhost/surety",
      })
  void refusesAPasswordAndDoesNotRepeatIt(String url) {
    assertThatThrownBy(() -> DatabaseAddress.of(url))
        .isInstanceOf(PasswordInAddress.class)
        .hasMessageContaining("give the password in a file")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "jdbc:mysql://localhost/surety", "jdbc:postgresql://h:port/db"})
  void refusesWhatIsNoAddress(String url) {
    assertThatThrownBy(() -> DatabaseAddress.of(url))
        .isInstanceOf(LoginRefused.class)
        .hasMessageContaining("looks like jdbc:postgresql://HOST:5432/DATABASE");
  }
}
