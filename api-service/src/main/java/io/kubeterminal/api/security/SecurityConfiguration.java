package io.kubeterminal.api.security;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.api.cluster.TokenReviews;
import io.kubeterminal.api.view.TerminalView;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Puts the door before everything, with the proofs that the chosen mode takes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
public class SecurityConfiguration {

  /** Of connecting and of the answer: both together stay below the 5 s that are promised. */
  private static final Duration REVIEW_BOUND = Duration.ofSeconds(4);

  @Bean
  TokenReviews tokenReviews(AuthSettings settings) {
    return new TokenReviews(settings.audiences(), REVIEW_BOUND);
  }

  @Bean
  Proofs proofs(AuthSettings settings, SignInKeys keys, TokenReviews reviews, InstantSource clock) {
    return switch (settings.mode()) {
      case KEY ->
          new KeyProofs(AccessKey.in(requireNonNull(settings.keyFile())), keys, settings, clock);
      case TOKEN_REVIEW ->
          tokens(
              new ReviewedTokens(
                  reviews, settings.adminGroups(), settings.reviewCache(), REVIEW_BOUND, clock),
              true,
              settings,
              clock);
      case OIDC ->
          tokens(
              new IssuedTokens(
                  settings.oidc(),
                  settings.adminGroups(),
                  new IssuerKeys(requireNonNull(settings.oidc().issuer()), clock),
                  clock),
              false,
              settings,
              clock);
    };
  }

  private static Proofs tokens(
      TokenCheck check, boolean ofCluster, AuthSettings settings, InstantSource clock) {
    SessionSeal seal =
        settings.sessionKeyFile() == null
            ? SessionSeal.random()
            : SessionSeal.in(settings.sessionKeyFile());
    return new TokenProofs(check, ofCluster, seal, settings.session(), clock);
  }

  @Bean
  @ConditionalOnProperty("terminal.auth.print-address")
  PrintedAddress printedAddress(AuthSettings settings, SignInKeys keys, HealthEndpoint health) {
    return new PrintedAddress(
        requireNonNull(settings.printAddress()), keys, () -> ready(health), System.out);
  }

  private static boolean ready(HealthEndpoint health) {
    HealthDescriptor readiness = health.healthForPath("readiness");
    return readiness != null && Status.UP.equals(readiness.getStatus());
  }

  @Bean
  BroughtTokens broughtTokens(Proofs proofs) {
    return new BroughtTokens(proofs);
  }

  @Bean
  Refusals refusals(
      ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
      MeterRegistry meters,
      AuthSettings settings,
      InstantSource clock) {
    return new Refusals(new Routes(mappings), meters, settings.refusalLines(), clock);
  }

  @Bean
  TerminalAccess terminalAccess(TerminalView view, Refusals refusals) {
    return new TerminalAccess(view, refusals);
  }

  @Bean
  Entrance entrance(Proofs proofs, Origins origins, Refusals refusals, JsonMapper json) {
    return new Entrance(new Door(proofs, origins), proofs.takesTokensOfBodies(), refusals, json);
  }
}
