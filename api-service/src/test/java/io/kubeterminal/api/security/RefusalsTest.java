package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RefusalsTest {

  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(Refusals.class);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Refusals refusals = new Refusals(routes(), meters, 3, () -> now);

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
  }

  @Test
  void whoWantedWhatIsSaidAndNothingThatWasSent() {
    MockHttpServletRequest request =
        new MockHttpServletRequest("GET", "/api/v1/terminals/" + ID + "/events");
    request.setQueryString("token=s3cr3t");
    request.addHeader("Authorization", "Bearer s3cr3t");
    request.setRemoteAddr("10.0.0.1");
    new Caller("eve", false).attachTo(request);
    refusals.add(request, "foreign-terminal");
    assertThat(said())
        .isEqualTo(
            "caller=eve terminal="
                + ID
                + " route=GET /api/v1/terminals/{id}/events reason=foreign-terminal"
                + " from=10.0.0.1");
  }

  @Test
  void aPathIsNeverRepeated() {
    refusals.add(new MockHttpServletRequest("GET", "/api/v1/terminals/s3cr3t/events"), "r");
    assertThat(said())
        .isEqualTo(
            "caller=- terminal=- route=GET /api/v1/terminals/{id}/events reason=r from=127.0.0.1");
    lines.list.clear();
    refusals.add(new MockHttpServletRequest("GET", "/api/s3cr3t"), "r");
    assertThat(said()).isEqualTo("caller=- terminal=- route=GET - reason=r from=127.0.0.1");
  }

  @Test
  void moreThanMayBeLoggedInASecondIsCounted() {
    for (int i = 0; i < 10; i++) {
      refusals.add(new MockHttpServletRequest("GET", "/"), "not-signed-in");
    }
    assertThat(lines.list).hasSize(3);
    assertThat(meters.get("terminal.api.refusals").tag("reason", "not-signed-in").counter().count())
        .isEqualTo(10);
    now = now.plusSeconds(1);
    refusals.add(new MockHttpServletRequest("GET", "/"), "not-signed-in");
    assertThat(lines.list).hasSize(4);
  }

  private String said() {
    return lines.list.getLast().getKeyValuePairs().stream()
        .map(pair -> pair.key + "=" + pair.value)
        .collect(Collectors.joining(" "));
  }

  private static Routes routes() {
    RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
    mapping.registerMapping(
        RequestMappingInfo.paths("/api/v1/terminals/{id}/events")
            .methods(RequestMethod.GET)
            .options(mapping.getBuilderConfiguration())
            .build(),
        new Object(),
        Object.class.getMethods()[0]);
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("mapping", mapping);
    return new Routes(beans.getBeanProvider(RequestMappingInfoHandlerMapping.class));
  }
}
