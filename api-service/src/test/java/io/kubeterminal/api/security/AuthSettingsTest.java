package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AuthSettingsTest {

  @EnableConfigurationProperties(AuthSettings.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    runner.run(
        context ->
            assertThat(context.getBean(AuthSettings.class))
                .isEqualTo(
                    new AuthSettings(
                        AuthMode.TOKEN_REVIEW,
                        null,
                        "me",
                        Duration.ofHours(12),
                        null,
                        Set.of(),
                        List.of(),
                        Duration.ofSeconds(30),
                        Set.of(),
                        50,
                        new AuthSettings.Oidc(null, null, "sub", "groups"),
                        null)));
  }

  @Test
  void everyPropertyByName() {
    runner
        .withPropertyValues(
            "terminal.auth.mode=oidc",
            "terminal.auth.key-file=a",
            "terminal.auth.user=ann",
            "terminal.auth.session=1h",
            "terminal.auth.session-key-file=b",
            "terminal.auth.origins=https://a.example,https://b.example",
            "terminal.auth.audiences=c,d",
            "terminal.auth.review-cache=5s",
            "terminal.auth.admin-groups=e,f",
            "terminal.auth.refusal-lines=7",
            "terminal.auth.oidc.issuer=https://issuer.example/realms/x",
            "terminal.auth.oidc.audience=g",
            "terminal.auth.oidc.username-claim=email",
            "terminal.auth.oidc.groups-claim=roles")
        .run(
            context ->
                assertThat(context.getBean(AuthSettings.class))
                    .isEqualTo(
                        new AuthSettings(
                            AuthMode.OIDC,
                            Path.of("a"),
                            "ann",
                            Duration.ofHours(1),
                            Path.of("b"),
                            Set.of("https://a.example", "https://b.example"),
                            List.of("c", "d"),
                            Duration.ofSeconds(5),
                            Set.of("e", "f"),
                            7,
                            new AuthSettings.Oidc(
                                "https://issuer.example/realms/x", "g", "email", "roles"),
                            null)));
  }

  @Test
  void anAddressIsPrintedInModeKey() {
    runner
        .withPropertyValues(
            "terminal.auth.mode=key",
            "terminal.auth.key-file=a",
            "terminal.auth.print-address=http://127.0.0.1:8080")
        .run(
            context ->
                assertThat(context.getBean(AuthSettings.class).printAddress())
                    .isEqualTo("http://127.0.0.1:8080"));
  }

  @ParameterizedTest
  @CsvSource({
    "terminal.auth.mode=none, terminal.auth.mode",
    "terminal.auth.mode=key, terminal.auth.key-file",
    "terminal.auth.mode=oidc, terminal.auth.oidc.issuer",
    "terminal.auth.review-cache=31s, reviewCache",
    "terminal.auth.session=59s, session",
    "terminal.auth.refusal-lines=0, refusalLines",
    "terminal.auth.origins=https://a.example/x, terminal.auth.origins",
    "terminal.auth.print-address=http://127.0.0.1:8080, terminal.auth.mode=key",
  })
  void whatIsWrongSaysWhatIsRight(String setting, String says) {
    runner
        .withPropertyValues(setting)
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining(says));
  }

  @ParameterizedTest
  @CsvSource({
    "https://issuer.example, true",
    "http://127.0.0.1:8080/realms/x, true",
    "http://localhost/x, true",
    "http://issuer.example, false",
    "http://127.0.0.1.evil.example, false",
    "ftp://issuer.example, false",
  })
  void anIssuerIsNotAskedInClear(String issuer, boolean fine) {
    runner
        .withPropertyValues(
            "terminal.auth.mode=oidc",
            "terminal.auth.oidc.audience=a",
            "terminal.auth.oidc.issuer=" + issuer)
        .run(context -> assertThat(context.getStartupFailure() == null).isEqualTo(fine));
  }
}
