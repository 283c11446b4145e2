package io.kubeterminal.api.request;

import static io.kubeterminal.api.view.ViewFeed.closed;
import static io.kubeterminal.api.view.ViewFeed.closing;
import static io.kubeterminal.api.view.ViewFeed.failed;
import static io.kubeterminal.api.view.ViewFeed.ready;
import static io.kubeterminal.api.view.ViewFeed.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.gateway.Crowd;
import io.kubeterminal.api.gateway.GatewayConfiguration;
import io.kubeterminal.api.gateway.inside.WayInside;
import io.kubeterminal.api.limits.LimitConfiguration;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.security.Origins;
import io.kubeterminal.api.security.SecurityConfiguration;
import io.kubeterminal.api.security.SignInKeys;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.api.view.ViewReader;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every answer that openapi.yaml documents is given here once, and none that it does not; what is
 * refused is refused as a problem.
 */
@WebMvcTest
@Import({
  Opening.class,
  Ending.class,
  TerminalView.class,
  SealingConfiguration.class,
  EventStreams.class,
  SignInKeys.class,
  Origins.class,
  SecurityConfiguration.class,
  GatewayConfiguration.class,
  LimitConfiguration.class,
  HttpContractTest.Parts.class
})
@EnableConfigurationProperties({ApiSettings.class, SealingSettings.class})
class HttpContractTest {

  @TestConfiguration
  static class Parts {
    @Bean
    MeterRegistry metrics() {
      return new SimpleMeterRegistry();
    }

    /** Every request comes from somebody who has the key, unless it says otherwise. */
    @Bean
    MockMvcBuilderCustomizer caller() {
      return builder ->
          builder.defaultRequest(
              request(HttpMethod.GET, "/").header("Authorization", "Bearer " + KEY));
    }
  }

  @TempDir static Path folder;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SealingKeys.generateInto(folder);
    ShellKeys.generateInto(folder);
    registry.add("terminal.ttyd.key-file", () -> folder.resolve(ShellKeys.FILE).toString());
    registry.add(
        "terminal.sealing.public-keys", () -> folder.resolve(SealingKeys.PUBLIC_FILE).toString());
    registry.add("terminal.api.limits.terminals", () -> "1000");
    registry.add("terminal.api.limits.creates-per-minute", () -> "1000");
    registry.add("terminal.api.row-wait", () -> "50ms");
    Path keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
    registry.add("terminal.auth.mode", () -> "key");
    registry.add("terminal.auth.user", () -> "fanux");
    registry.add("terminal.auth.key-file", keyFile::toString);
  }

  @MockitoBean Publisher publisher;
  @MockitoBean Beats beats;
  @MockitoBean ViewReader reader;
  @MockitoBean WayInside inside;
  @Autowired ApplicationContext service;
  @Autowired TerminalView view;
  @Autowired MockMvcTester http;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private static final String KEY = "k".repeat(40);
  static final UUID UNKNOWN = UUID.fromString("00000000-0000-4000-8000-000000000000");
  static final UUID READY = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final UUID CLOSING = UUID.fromString("00000000-0000-4000-8000-000000000002");
  static final UUID CLOSED = UUID.fromString("00000000-0000-4000-8000-000000000003");
  static final UUID REQUESTED = UUID.fromString("00000000-0000-4000-8000-000000000004");
  static final UUID CROWDED = UUID.fromString("00000000-0000-4000-8000-000000000005");
  static final UUID FOREIGN = UUID.fromString("00000000-0000-4000-8000-000000000006");
  static final String ALL = "/api/v1/terminals";
  private static final String ONE = ALL + "/{id}";
  private static final String TOKEN = ONE + "/token";
  private static final String BEAT = ONE + "/heartbeat";
  static final String TICKETS = ONE + "/tickets";
  static final String SHELL = ONE + "/shell";
  private static final String EVENTS = ONE + "/events";
  private static final String ALL_EVENTS = ALL + "/events";
  private static final String CHOICES = "/api/v1/choices";
  private static final String DOCUMENT = "/openapi.yaml";
  private static final String TOPICS = "/asyncapi.yaml";
  private static final String KEYS = "/.well-known/jwks.json";
  static final String SIGN_IN = "/api/v1/sign-in";
  private static final String BODY = "{\"user\": \"fanux\", \"token\": \"s3cr3t\"}";

  @BeforeEach
  void aServiceThatWorks() {
    when(reader.caughtUp()).thenReturn(true);
    when(beats.beat(any())).thenReturn(new Acknowledged(Instant.EPOCH));
    when(publisher.publish(any(), any(), any())).thenReturn(new Acknowledged(Instant.EPOCH));
    ViewFeed feed = new ViewFeed(view);
    feed.row(ready(READY));
    feed.row(closing(CLOSING, EndReason.IDLE));
    feed.row(closed(CLOSED, EndReason.USER));
    feed.row(requested(REQUESTED));
    feed.row(ready(CROWDED));
    TerminalRow foreign = ready(FOREIGN);
    foreign.setOwner("eve");
    feed.row(foreign);
    Crowd.at(service, CROWDED);
    feed.rowGone(TerminalIds.of("fanux", "key"));
  }

  static Stream<Exchange> exchanges() {
    return Stream.concat(terminalExchanges(), ShellExchanges.all());
  }

  private static Stream<Exchange> terminalExchanges() {
    Function<TerminalRequested, TerminalRow> becomesReady =
        request -> ready(request.getTerminalId());
    return Stream.of(
        Exchange.signIn(204, "{\"key\": \"" + KEY + "\"}"),
        Exchange.signIn(400, "{\"key\": \"\"}").says(ProblemCode.MISSING_FIELD, "key"),
        Exchange.signIn(400, "[").says(ProblemCode.MISSING_FIELD, "key"),
        Exchange.signIn(401, "{\"key\": \"s3cr3t\"}").says(ProblemCode.KEY_REFUSED, "key"),
        Exchange.signIn(413, "\"" + "k".repeat(21_000) + "\"").says(ProblemCode.BODY_TOO_LARGE),
        Exchange.signIn(415, BODY)
            .with("Content-Type", "text/plain")
            .says(ProblemCode.UNSUPPORTED_MEDIA_TYPE),
        Exchange.signIn(503, BODY).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, SIGN_IN, 200),
        Exchange.of(HttpMethod.GET, SIGN_IN, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.GET, SIGN_IN, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.DELETE, SIGN_IN, 204),
        Exchange.of(HttpMethod.DELETE, SIGN_IN, 503).beforeCaughtUp(),
        Exchange.post(202),
        Exchange.post(201).meanwhile(becomesReady),
        Exchange.post(201)
            .body("{\"User\": \"fanux\", \"Token\": \"s3cr3t\"}")
            .meanwhile(becomesReady),
        Exchange.post(400).body("{").says(ProblemCode.MALFORMED_JSON),
        Exchange.post(400).body("").says(ProblemCode.MALFORMED_JSON),
        Exchange.post(400).body("{}").says(ProblemCode.MISSING_FIELD, "token"),
        Exchange.post(400)
            .body("{\"user\":\"../x\",\"token\":\"s3cr3t\"}")
            .says(ProblemCode.INVALID_FIELD, "user"),
        Exchange.post(400)
            .body("{\"user\":\"f\",\"token\":\"s3cr3t\",\"shell\":1}")
            .says(ProblemCode.UNKNOWN_FIELD, "shell"),
        Exchange.post(400)
            .with("Idempotency-Key", "k".repeat(256))
            .says(ProblemCode.INVALID_FIELD, "Idempotency-Key"),
        Exchange.post(400)
            .with("Idempotency-Key", "")
            .says(ProblemCode.INVALID_FIELD, "Idempotency-Key"),
        Exchange.post(400)
            .with("Idempotency-Key", "schlüssel")
            .says(ProblemCode.INVALID_FIELD, "Idempotency-Key"),
        Exchange.post(406).with("Accept", "text/xml").says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.post(409)
            .with("Idempotency-Key", "key")
            .meanwhile(
                request -> {
                  TerminalRow others = ready(request.getTerminalId());
                  others.setRequestFingerprint("another");
                  return others;
                })
            .says(ProblemCode.IDEMPOTENCY_CONFLICT, "Idempotency-Key"),
        Exchange.post(410)
            .meanwhile(request -> closing(request.getTerminalId(), EndReason.ADMIN))
            .says(ProblemCode.TERMINAL_ENDED),
        Exchange.post(413)
            .body("{\"user\":\"" + "u".repeat(1_000_000) + "\"}")
            .says(ProblemCode.BODY_TOO_LARGE),
        Exchange.post(415)
            .with("Content-Type", "text/plain")
            .says(ProblemCode.UNSUPPORTED_MEDIA_TYPE),
        Exchange.post(422)
            .meanwhile(request -> failed(request.getTerminalId(), EndReason.REFUSED, "no"))
            .says(ProblemCode.TERMINAL_REFUSED),
        Exchange.post(422)
            .meanwhile(request -> failed(request.getTerminalId(), EndReason.QUOTA, "no"))
            .says(ProblemCode.TERMINAL_REFUSED),
        Exchange.post(429)
            .meanwhile(request -> closing(request.getTerminalId(), EndReason.QUOTA))
            .says(ProblemCode.TOO_MANY_TERMINALS),
        Exchange.post(502)
            .meanwhile(request -> failed(request.getTerminalId(), EndReason.IMAGE_PULL, "no"))
            .says(ProblemCode.TERMINAL_FAILED),
        Exchange.post(503).without(Cause.KAFKA).says(ProblemCode.KAFKA_UNAVAILABLE),
        Exchange.post(503).without(Cause.REGISTRY).says(ProblemCode.REGISTRY_UNAVAILABLE),
        Exchange.post(503).without(Cause.BUSY).says(ProblemCode.TOO_BUSY),
        Exchange.post(503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, ALL, 200),
        Exchange.of(HttpMethod.GET, ALL, 200).query("?user=fanux&state=READY&limit=500"),
        Exchange.of(HttpMethod.GET, ALL, 400)
            .query("?limit=501")
            .says(ProblemCode.INVALID_FIELD, "limit"),
        Exchange.of(HttpMethod.GET, ALL, 400)
            .query("?limit=x")
            .says(ProblemCode.INVALID_FIELD, "limit"),
        Exchange.of(HttpMethod.GET, ALL, 400)
            .query("?after=x")
            .says(ProblemCode.INVALID_FIELD, "after"),
        Exchange.of(HttpMethod.GET, ALL, 400)
            .query("?state=ready")
            .says(ProblemCode.INVALID_FIELD, "state"),
        Exchange.of(HttpMethod.GET, ALL, 400)
            .query("?user=")
            .says(ProblemCode.INVALID_FIELD, "user"),
        Exchange.of(HttpMethod.GET, ALL, 200).query("?user=*"),
        Exchange.of(HttpMethod.GET, ALL, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.GET, ALL, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, ONE, 200),
        Exchange.of(HttpMethod.GET, ONE, 404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.GET, ONE, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.GET, ONE, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.DELETE, ONE, 202),
        Exchange.of(HttpMethod.DELETE, ONE, 202).on(CLOSING).without(Cause.KAFKA),
        Exchange.of(HttpMethod.DELETE, ONE, 204).on(CLOSED).without(Cause.KAFKA),
        Exchange.of(HttpMethod.DELETE, ONE, 404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.DELETE, ONE, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.DELETE, ONE, 503)
            .without(Cause.KAFKA)
            .says(ProblemCode.KAFKA_UNAVAILABLE),
        Exchange.of(HttpMethod.POST, BEAT, 204),
        Exchange.of(HttpMethod.POST, BEAT, 403).on(FOREIGN).says(ProblemCode.NOT_THE_OWNER),
        Exchange.of(HttpMethod.POST, BEAT, 404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.POST, BEAT, 410).on(CLOSING).says(ProblemCode.TERMINAL_ENDED),
        Exchange.of(HttpMethod.POST, BEAT, 410).on(CLOSED).says(ProblemCode.TERMINAL_ENDED),
        Exchange.of(HttpMethod.POST, BEAT, 503)
            .without(Cause.KAFKA)
            .says(ProblemCode.KAFKA_UNAVAILABLE),
        renew(204),
        renew(204).on(REQUESTED),
        renew(400).body("{").says(ProblemCode.MALFORMED_JSON),
        renew(400).body("[]").says(ProblemCode.MALFORMED_JSON),
        renew(400).body("{}").says(ProblemCode.MISSING_FIELD, "token"),
        renew(400).body("{\"tokens\": \"s3cr3t\"}").says(ProblemCode.UNKNOWN_FIELD),
        renew(400).body("{\"token\": \"s3cr3t two\"}").says(ProblemCode.INVALID_FIELD, "token"),
        renew(400).body("{\"token\": [\"s3cr3t\"]}").says(ProblemCode.INVALID_FIELD, "token"),
        renew(400)
            .body("{\"token\": \"s3cr3t\", \"kubeconfig\": \"s3cr3t\"}")
            .says(ProblemCode.INVALID_FIELD, "kubeconfig"),
        renew(400)
            .body("{\"kubeconfig\": \"s3cr3t\"}")
            .says(ProblemCode.INVALID_FIELD, "kubeconfig"),
        renew(400)
            .body("{\"kubeconfig\": \"clusters: [{cluster: {server: s3cr3t}}]\\nusers: []\"}")
            .says(ProblemCode.INVALID_FIELD, "kubeconfig"),
        renew(403).on(FOREIGN).says(ProblemCode.NOT_THE_OWNER),
        renew(404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        renew(409)
            .body("{\"kubeconfig\": \"clusters: []\\nusers: []\"}")
            .says(ProblemCode.CREDENTIAL_KIND),
        renew(410).on(CLOSING).says(ProblemCode.TERMINAL_ENDED),
        renew(410).on(CLOSED).says(ProblemCode.TERMINAL_ENDED),
        renew(413)
            .body("{\"token\":\"" + "t".repeat(70_000) + "\"}")
            .says(ProblemCode.BODY_TOO_LARGE),
        renew(415).with("Content-Type", "text/plain").says(ProblemCode.UNSUPPORTED_MEDIA_TYPE),
        renew(503).without(Cause.KAFKA).says(ProblemCode.KAFKA_UNAVAILABLE),
        renew(503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, EVENTS, 200).on(CLOSED),
        Exchange.of(HttpMethod.GET, EVENTS, 404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.GET, EVENTS, 406)
            .with("Accept", "application/json")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.GET, EVENTS, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, ALL_EVENTS, 200).interrupted(),
        Exchange.of(HttpMethod.GET, ALL_EVENTS, 400)
            .query("?user=")
            .says(ProblemCode.INVALID_FIELD, "user"),
        Exchange.of(HttpMethod.GET, ALL_EVENTS, 404)
            .with("Accept", "application/json")
            .says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.GET, ALL_EVENTS, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, CHOICES, 200),
        Exchange.of(HttpMethod.GET, CHOICES, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE),
        Exchange.of(HttpMethod.GET, CHOICES, 503).beforeCaughtUp(),
        Exchange.of(HttpMethod.GET, DOCUMENT, 200),
        Exchange.of(HttpMethod.GET, TOPICS, 200),
        Exchange.of(HttpMethod.GET, KEYS, 200),
        Exchange.of(HttpMethod.GET, KEYS, 406)
            .with("Accept", "text/xml")
            .says(ProblemCode.NOT_ACCEPTABLE));
  }

  private static Exchange renew(int status) {
    return Exchange.of(HttpMethod.PUT, TOKEN, status)
        .with("Content-Type", "application/json")
        .body("{\"token\": \"s3cr3t\"}");
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void answersAsDocumented(Exchange exchange) {
    MvcTestResult result = exchange(exchange);
    assertThat(result).hasStatus(exchange.status());
    if (exchange.status() >= 400) {
      assertIsProblem(result, exchange.code(), exchange.status());
      assertThat(result)
          .bodyJson()
          .extractingPath("$")
          .asMap()
          .satisfies(problem -> assertThat(problem.get("field")).isEqualTo(exchange.field()));
    }
    if (exchange.status() == 503 || exchange.status() == 429) {
      assertThat(result)
          .headers()
          .hasHeaderSatisfying("Retry-After", values -> assertThat(values).hasSize(1));
    }
    if (exchange.status() == 201 || exchange.status() == 202) {
      assertThat(result.getResponse().getHeader("Location")).startsWith(ALL + "/");
    }
  }

  private void failInside(IOException failure) {
    try {
      when(inside.open(any(), any())).thenThrow(failure);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Cookie ticket(UUID id) {
    return http.post().uri(TICKETS, id).exchange().getResponse().getCookies()[0];
  }

  private MvcTestResult exchange(Exchange exchange) {
    when(reader.caughtUp()).thenReturn(exchange.caughtUp());
    if (exchange.unavailable() != null) {
      when(publisher.publish(any(), any(), any())).thenReturn(exchange.unavailable());
      when(beats.beat(any())).thenReturn(exchange.unavailable());
    }
    if (exchange.meanwhile() != null) {
      when(publisher.publish(eq(Topics.TERMINAL_EVENTS), any(), any()))
          .thenAnswer(
              call -> {
                TerminalRow row = exchange.meanwhile().apply(call.getArgument(2));
                Thread.startVirtualThread(() -> new ViewFeed(view).row(row));
                return new Acknowledged(Instant.EPOCH);
              });
    }
    if (exchange.inside() != null) {
      failInside(exchange.inside());
    }
    MockHttpServletRequestBuilder request =
        request(exchange.method(), exchange.route() + exchange.query(), exchange.id());
    exchange.headers().forEach((name, value) -> request.header(name, value));
    if (exchange.body() != null) {
      request.content(exchange.body());
    }
    if (exchange.ticket()) {
      request.cookie(ticket(exchange.id()));
    }
    if (exchange.isInterrupted()) {
      // A stream without an end ends like that when the server stops.
      Thread.currentThread().interrupt();
    }
    try {
      return http.perform(request);
    } finally {
      Thread.interrupted();
    }
  }

  private static void assertIsProblem(MvcTestResult result, ProblemCode code, int status) {
    assertThat(result).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(result)
        .bodyJson()
        .extractingPath("$")
        .asMap()
        .containsEntry("code", code.text())
        .containsEntry("status", status)
        .containsEntry("type", "urn:kube-terminal:problem:" + code.text())
        .containsKeys("title", "detail")
        .doesNotContainKeys("trace", "exception", "instance");
    assertThat(result).bodyText().doesNotContain("s3cr3t", "../x", "xception");
  }

  @Test
  void everyAnswerCarriesTheGuardingHeaders() {
    assertThat(http.get().uri(ONE, READY).exchange())
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeader("Cache-Control", "no-store")
        .doesNotContainHeader("Strict-Transport-Security")
        .headers()
        .hasHeaderSatisfying(
            "Content-Security-Policy",
            values ->
                assertThat(values.getFirst())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .doesNotContain("unsafe"));
  }

  static Stream<MockHttpServletRequestBuilder> elsewhere() {
    return Stream.of(
        request(HttpMethod.GET, "/nowhere"),
        request(HttpMethod.GET, "/api/v1/nothing"),
        request(HttpMethod.GET, "/api/v1/terminals/x/y/z"),
        request(HttpMethod.GET, "/api/v1/terminals/not-an-id"),
        request(HttpMethod.GET, "/api/v1/terminals/{id}", "..%2F..%2Fetc"),
        request(HttpMethod.POST, "/api/v1/terminals/1-2-3-4-5/heartbeat"));
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void nothingThereIsAProblemToo(MockHttpServletRequestBuilder request) {
    MvcTestResult result = http.perform(request);
    assertThat(result).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(result).bodyText().doesNotContain("nowhere", "etc", "1-2-3");
  }

  @Test
  void aMethodThatIsNotThereSaysWhichAre() {
    MvcTestResult result = http.put().uri(ALL).exchange();
    assertIsProblem(result, ProblemCode.METHOD_NOT_ALLOWED, 405);
    assertThat(result.getResponse().getHeader("Allow")).contains("POST").contains("GET");
  }

  @Test
  void anUnforeseenFaultTellsNothing() {
    when(beats.beat(any())).thenThrow(new IllegalStateException("s3cr3t"));
    MvcTestResult result = http.post().uri(BEAT, READY).exchange();
    assertIsProblem(result, ProblemCode.INTERNAL_ERROR, 500);
  }

  @Test
  void aFailureSaysWhyInTheClustersWords() {
    MvcTestResult result =
        exchange(
            Exchange.post(422)
                .meanwhile(
                    request ->
                        failed(request.getTerminalId(), EndReason.QUOTA, "exceeded quota: pods")));
    assertThat(result)
        .bodyJson()
        .extractingPath("$")
        .asMap()
        .containsEntry("reason", "QUOTA")
        .containsEntry("message", "exceeded quota: pods")
        .containsKey("terminalId");
  }

  @Test
  void aRetryWithTheSameKeyWritesNothingAndGetsTheSameTerminal() {
    Exchange post =
        Exchange.post(201)
            .with("Idempotency-Key", "key")
            .meanwhile(
                request -> {
                  TerminalRow row = ready(request.getTerminalId());
                  row.setRequestFingerprint(request.getRequestFingerprint());
                  return row;
                });
    MvcTestResult first = exchange(post);
    assertThat(first).hasStatus(201);
    clearInvocations(publisher);
    MvcTestResult again = http.perform(retry(BODY.replace("s3cr3t", "renewed")));
    assertThat(again).hasStatus(201);
    assertThat(again.getResponse().getHeader("Location"))
        .isEqualTo(first.getResponse().getHeader("Location"));
    MvcTestResult other =
        http.perform(retry("{\"user\":\"fanux\",\"token\":\"t\",\"namespace\":\"other\"}"));
    assertIsProblem(other, ProblemCode.IDEMPOTENCY_CONFLICT, 409);
    verify(publisher, never()).publish(any(), any(), any());
  }

  private static MockHttpServletRequestBuilder retry(String body) {
    return request(HttpMethod.POST, ALL)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Idempotency-Key", "key")
        .content(body);
  }

  @Test
  void theCredentialIsSealedBeforeItLeaves() {
    SpecificRecord[] written = new SpecificRecord[1];
    exchange(
        Exchange.post(201)
            .meanwhile(
                request -> {
                  written[0] = request;
                  return ready(request.getTerminalId());
                }));
    assertThat(written[0].toString()).doesNotContain("s3cr3t");
    assertThat(((TerminalRequested) written[0]).getSealedCredential().split("\\.")).hasSize(5);
  }

  @Test
  void aNewCredentialIsSealedBeforeItLeaves() {
    exchange(renew(204));
    verify(publisher)
        .publish(
            eq(Topics.TERMINAL_EVENTS),
            eq(READY),
            assertArg(
                event -> {
                  TerminalCredentialRenewed renewed = (TerminalCredentialRenewed) event;
                  assertThat(renewed.getRequestedBy()).isEqualTo("fanux");
                  assertThat(renewed.toString()).doesNotContain("s3cr3t");
                  assertThat(renewed.getSealedCredential().split("\\.")).hasSize(5);
                }));
  }

  @Test
  void pagesFollowEachOther() {
    MvcTestResult first = http.get().uri(ALL + "?limit=2").exchange();
    assertThat(first).bodyJson().extractingPath("$.terminals").asArray().hasSize(2);
    assertThat(first).bodyJson().extractingPath("$.next").isEqualTo(CLOSING.toString());
    MvcTestResult closed = http.get().uri(ALL + "?state=CLOSED&user=fanux").exchange();
    assertThat(closed)
        .bodyJson()
        .extractingPath("$.terminals[*].terminalId")
        .asArray()
        .contains(CLOSED.toString())
        .doesNotContain(READY.toString());
  }

  @Test
  void aStreamOfAnEndedTerminalTellsItsStateAndEnds() {
    MvcTestResult result = http.get().uri(EVENTS, CLOSED).exchange();
    assertThat(result).hasContentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM);
    assertThat(result).bodyText().startsWith("id: ").contains("\nevent: state\ndata: {");
  }

  @Test
  void theStreamOfAllTellsEachAndThenThatItIsComplete() {
    String all =
        new String(
            exchange(Exchange.of(HttpMethod.GET, ALL_EVENTS, 200).interrupted())
                .getResponse()
                .getContentAsByteArray(),
            StandardCharsets.UTF_8);
    assertThat(all).endsWith("event: listed\ndata: {}\n\n");
    assertThat(all.split("event: terminal\n")).hasSizeGreaterThan(3);
    assertThat(all).contains(READY.toString(), CLOSING.toString(), CLOSED.toString());
  }

  @Test
  void choicesNameTheCallerAndTheBounds() {
    assertThat(http.get().uri(CHOICES).exchange())
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"user": "fanux", "admin": true, "namespace": "default", "images": [], "credential": "required",
             "ttlSeconds": {"default": 600, "min": 60, "max": 86400}, "lifetimeSeconds": 86400,
             "limits": {"terminals": 1000, "createsPerMinute": 1000}}
            """);
  }

  @Test
  void onlyPublicKeysArePublished() {
    assertThat(http.get().uri(KEYS).exchange())
        .bodyJson()
        .extractingPath("$.keys[0]")
        .asMap()
        .containsKeys("kty", "crv", "x", "y", "kid")
        .doesNotContainKey("d");
  }

  @Test
  void theDocumentsAreServed() {
    assertThat(http.get().uri(DOCUMENT).exchange())
        .hasStatusOk()
        .hasContentType("application/yaml")
        .bodyText()
        .startsWith("openapi: 3.1.0");
    assertThat(http.get().uri(TOPICS).exchange())
        .hasStatusOk()
        .hasContentType("application/yaml")
        .bodyText()
        .contains("asyncapi: 3.0.0", "terminal-heartbeats-io.kubeterminal.schema.Heartbeat");
  }

  @Test
  void theDocumentHasEveryRouteAndNoOther() {
    TreeSet<String> served = new TreeSet<>();
    for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
      for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
        mapping.getPatternValues().forEach(path -> served.add(method + " " + path));
      }
    }
    assertThat(OpenApiDocument.read().operations()).containsExactlyElementsOf(served);
  }

  @Test
  void theDocumentHasEveryAnswerAndNoOther() {
    TreeSet<String> answers =
        exchanges().map(Exchange::answer).collect(Collectors.toCollection(TreeSet::new));
    // Only a real connection can be upgraded: ShellIT does that.
    answers.add("GET " + SHELL + " 101");
    assertThat(OpenApiDocument.read().answers()).containsExactlyElementsOf(answers);
  }

  @Test
  void theDocumentHasEveryCodeAndEveryField() {
    OpenApiDocument document = OpenApiDocument.read();
    assertThat(document.values("Problem", "code"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProblemCode.values()).map(ProblemCode::text).toList());
    assertThat(document.properties("Problem")).isEqualTo(components(Problem.class));
    assertThat(document.properties("Terminal")).isEqualTo(components(TerminalAnswer.class));
    assertThat(document.properties("TerminalPage")).isEqualTo(components(TerminalPage.class));
    assertThat(document.properties("Choices")).isEqualTo(components(Choices.class));
    assertThat(document.properties("OpenRequest"))
        .containsExactlyInAnyOrderElementsOf(OpenRequestReader.fields());
    assertThat(document.values("State")).isEqualTo(names(Phase.values()));
    assertThat(document.values("Reason")).isEqualTo(names(EndReason.values()));
  }

  private static Set<String> components(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static List<String> names(Enum<?>... values) {
    return Stream.of(values).map(Enum::name).toList();
  }
}
