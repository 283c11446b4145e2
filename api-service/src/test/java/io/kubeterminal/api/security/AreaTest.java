package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;

class AreaTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /, PUBLIC",
    "HEAD, /index.html, PUBLIC",
    "POST, /index.html, ELSEWHERE",
    "GET, /assets/app.js, PUBLIC",
    "GET, /.well-known/jwks.json, PUBLIC",
    "GET, /.well-known/other, ELSEWHERE",
    "GET, /actuator/health, PUBLIC",
    "GET, /actuator/health/readiness, PUBLIC",
    "GET, /actuator/health/liveness, PUBLIC",
    "GET, /actuator/health/view, ADMINS",
    "GET, /actuator/health/a/b, ADMINS",
    "GET, /actuator/healthy, ADMINS",
    "GET, /actuator, ADMINS",
    "GET, /actuator/metrics/terminal.api.refusals, ADMINS",
    "POST, /actuator/health, ADMINS",
    "GET, /api/v1/sign-in, PUBLIC",
    "POST, /api/v1/sign-in, PUBLIC",
    "DELETE, /api/v1/sign-in, CALLERS",
    "GET, /api/v1/sign-in/x, CALLERS",
    "GET, /api/v1/sign-in;x=1/../terminals, CALLERS",
    "GET, /api;x=1/v1/terminals, CALLERS",
    "GET, /api/v2/anything, CALLERS",
    "OPTIONS, /api/v1/terminals, CALLERS",
    "GET, /openapi.yaml, CALLERS",
    "GET, /asyncapi.yaml, CALLERS",
    "GET, /actuator/health/../metrics, ADMINS",
    "GET, /actuator/health/%2e%2e/metrics, ADMINS",
    "GET, /actuator/health/..;x/metrics, ADMINS",
    "GET, /assets/../api/v1/terminals, ELSEWHERE",
    "GET, //api/v1/terminals, ELSEWHERE",
    "GET, /error, ELSEWHERE",
    "GET, /nowhere, ELSEWHERE",
  })
  void whateverIsNotNamedIsClosed(String method, String path, Area area) {
    assertThat(Area.of(method, PathContainer.parsePath(path))).isEqualTo(area);
  }
}
