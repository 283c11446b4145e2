package io.kubeterminal.api.request;

import static io.kubeterminal.api.view.ViewFeed.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.cluster.TokenReviews;
import io.kubeterminal.api.gateway.GatewayConfiguration;
import io.kubeterminal.api.gateway.inside.WayInside;
import io.kubeterminal.api.limits.LimitConfiguration;
import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.security.Origins;
import io.kubeterminal.api.security.SecurityConfiguration;
import io.kubeterminal.api.security.SignInKeys;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.api.view.ViewReader;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
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
 * Every route there is, asked by a stranger, by another owner and by an admin. The routes are those
 * of the running service: a new one is asked as well, and must answer like the others.
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
  EveryRouteTest.Parts.class
})
@EnableConfigurationProperties({ApiSettings.class, SealingSettings.class})
class EveryRouteTest {

  @TestConfiguration
  static class Parts {
    @Bean
    MeterRegistry metrics() {
      return new SimpleMeterRegistry();
    }
  }

  private record Route(HttpMethod method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
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
    registry.add("terminal.api.row-wait", () -> "50ms");
    registry.add("terminal.auth.mode", () -> "token-review");
    registry.add("terminal.auth.admin-groups", () -> "admins");
  }

  private static final UUID HERS = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID HIS = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final UUID UNKNOWN = UUID.fromString("00000000-0000-4000-8000-000000000000");
  private static final String ANN = "system:serviceaccount:team-a:ann";
  private static final String ALL = "/api/v1/terminals";
  private static final String SIGN_IN = "/api/v1/sign-in";

  /** What a stranger may ask, all of it. */
  private static final Set<String> PUBLIC =
      Set.of("GET " + SIGN_IN, "POST " + SIGN_IN, "GET /.well-known/jwks.json");

  /** What an admin may do with what is not his, all of it. */
  private static final Set<String> OF_ADMINS =
      Set.of("GET " + ALL + "/{id}", "DELETE " + ALL + "/{id}", "GET " + ALL + "/{id}/events");

  @MockitoBean Publisher publisher;
  @MockitoBean Beats beats;
  @MockitoBean ViewReader reader;
  @MockitoBean WayInside inside;
  @MockitoBean TokenReviews reviews;
  @Autowired TerminalView view;
  @Autowired MockMvcTester http;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @BeforeEach
  void twoOwnersAndAnAdmin() {
    when(reader.caughtUp()).thenReturn(true);
    when(beats.beat(any())).thenReturn(new Acknowledged(Instant.EPOCH));
    when(publisher.publish(any(), any(), any())).thenReturn(new Acknowledged(Instant.EPOCH));
    when(reviews.review(any())).thenReturn(new TokenReviews.Invalid());
    when(reviews.review("ann-token")).thenReturn(new TokenReviews.Valid(ANN, List.of("people")));
    when(reviews.review("bob-token")).thenReturn(new TokenReviews.Valid("bob", List.of()));
    when(reviews.review("root-token"))
        .thenReturn(new TokenReviews.Valid("root", List.of("people", "admins")));
    when(reviews.review("any-token")).thenReturn(new TokenReviews.Unanswered("away"));
    ViewFeed feed = new ViewFeed(view);
    feed.row(owned(HERS, ANN));
    feed.row(owned(HIS, "bob"));
  }

  private static TerminalRow owned(UUID id, String owner) {
    TerminalRow row = ready(id);
    row.setOwner(owner);
    return row;
  }

  private List<Route> routes() {
    return mappings.getHandlerMethods().keySet().stream()
        .flatMap(
            mapping ->
                mapping.getPatternValues().stream()
                    .flatMap(path -> methods(mapping).stream().map(it -> new Route(it, path))))
        .toList();
  }

  private static Set<HttpMethod> methods(RequestMappingInfo mapping) {
    Set<HttpMethod> methods = new TreeSet<>();
    mapping.getMethodsCondition().getMethods().stream()
        .map(RequestMethod::asHttpMethod)
        .forEach(methods::add);
    return methods.isEmpty() ? Set.of(HttpMethod.GET) : methods;
  }

  private List<Route> ofOneTerminal() {
    List<Route> found = routes().stream().filter(it -> it.path().contains("{id}")).toList();
    assertThat(found).hasSizeGreaterThanOrEqualTo(6);
    return found;
  }

  /** As complete as any of them wants it. */
  private static MockHttpServletRequestBuilder ask(Route route, UUID id) {
    return request(route.method(), route.path(), id)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"user\":\"f\"}")
        .header("Origin", "http://localhost")
        .header("Upgrade", "websocket")
        .header("Connection", "Upgrade")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Protocol", "tty");
  }

  private MvcTestResult as(String token, Route route, UUID id) {
    return http.perform(ask(route, id).header("Authorization", "Bearer " + token));
  }

  @Test
  void nothingButWhatIsPublicIsAnsweredToAStranger() {
    for (Route route : routes()) {
      if (!PUBLIC.contains(route.toString())) {
        boolean hidden = route.path().equals("/error");
        for (String shown : List.of("", "Bearer ", "Bearer x", "Basic ann-token", "ann-token")) {
          MvcTestResult result = http.perform(ask(route, HERS).header("Authorization", shown));
          assertThat(result).as("%s", route).hasStatus(hidden ? 404 : 401);
        }
        assertThat(http.perform(ask(route, HERS))).as("%s", route).hasStatus(hidden ? 404 : 401);
        MvcTestResult forged =
            http.perform(ask(route, HERS).cookie(new Cookie("kube-terminal-80", "a.b.c.d.e")));
        assertThat(forged).as("%s", route).hasStatus(hidden ? 404 : 401);
      }
    }
    verifyNoInteractions(publisher, beats, inside);
  }

  @Test
  void aStrangerIsToldHowToBecomeACaller() {
    assertThat(http.get().uri(ALL).exchange())
        .hasStatus(401)
        .hasHeader("WWW-Authenticate", "Bearer")
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .contains("not-signed-in");
  }

  @Test
  void whereThereIsNothingAStrangerLearnsNothing() {
    for (String path : List.of("/api/v1/nothing", "/api", "/actuator/env", "/actuator")) {
      assertThat(http.get().uri(path).exchange()).as(path).hasStatus(401);
    }
    for (String path : List.of("/nowhere", "/.well-known/x", "/error", "/assets")) {
      assertThat(http.get().uri(path).exchange()).as(path).hasStatus(404);
    }
    assertThat(http.put().uri(ALL).exchange()).hasStatus(401);
    assertThat(http.options().uri(ALL).header("Origin", "http://e.example").exchange())
        .hasStatus(401);
  }

  @Test
  void whileTheClusterIsAwayNobodyIsLetIn() {
    for (Route route : routes()) {
      if (!PUBLIC.contains(route.toString())) {
        assertThat(as("any-token", route, HERS))
            .as("%s", route)
            .hasStatus(503)
            .hasHeader("Retry-After", "2")
            .bodyText()
            .contains("cluster-unavailable");
      }
    }
    verifyNoInteractions(publisher, beats, inside);
  }

  @Test
  void anothersTerminalIsAnsweredAsIfThereWereNone() throws Exception {
    for (Route route : ofOneTerminal()) {
      MvcTestResult hers = as("bob-token", route, HERS);
      MvcTestResult none = as("bob-token", route, UNKNOWN);
      assertThat(hers).as("%s", route).hasStatus(404);
      assertThat(hers.getResponse().getContentAsString())
          .as("%s", route)
          .isEqualTo(none.getResponse().getContentAsString())
          .contains("unknown-terminal")
          .doesNotContain(HERS.toString());
      assertThat(hers.getResponse().getHeaderNames())
          .isEqualTo(none.getResponse().getHeaderNames());
    }
    verifyNoInteractions(publisher, beats, inside);
  }

  @Test
  void anAdminSeesAndEndsWhatIsNotHisButIsNotLetIn() {
    for (Route route : ofOneTerminal()) {
      if (!OF_ADMINS.contains(route.toString())) {
        assertThat(as("root-token", route, HERS))
            .as("%s", route)
            .hasStatus(403)
            .bodyText()
            .contains("not-the-owner");
      }
    }
    verifyNoInteractions(publisher, beats, inside);
    assertThat(as("root-token", new Route(HttpMethod.GET, ALL + "/{id}"), HERS))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.owner")
        .isEqualTo(ANN);
    assertThat(as("root-token", new Route(HttpMethod.DELETE, ALL + "/{id}"), HERS)).hasStatus(202);
    verify(publisher)
        .publish(
            any(),
            eq(HERS),
            assertArg(
                event -> {
                  TerminalCloseRequested close = (TerminalCloseRequested) event;
                  assertThat(close.getReason()).isEqualTo(EndReason.ADMIN);
                  assertThat(close.getRequestedBy()).isEqualTo("root");
                }));
  }

  @Test
  void anOwnerEndsHisOwnInHisOwnName() {
    assertThat(as("bob-token", new Route(HttpMethod.DELETE, ALL + "/{id}"), HIS)).hasStatus(202);
    verify(publisher)
        .publish(
            any(),
            eq(HIS),
            assertArg(
                event -> {
                  TerminalCloseRequested close = (TerminalCloseRequested) event;
                  assertThat(close.getReason()).isEqualTo(EndReason.USER);
                  assertThat(close.getRequestedBy()).isEqualTo("bob");
                }));
  }

  @Test
  void aListHasWhatIsOnesOwnAndForAnAdminWhatHeAsksFor() {
    assertListed("bob-token", "", HIS);
    assertListed("bob-token", "?user=bob", HIS);
    assertListed("bob-token", "?user=*", HIS);
    assertListed("bob-token", "?user=" + ANN);
    assertListed("root-token", "");
    assertListed("root-token", "?user=bob", HIS);
    assertListed("root-token", "?user=*", HERS, HIS);
  }

  private void assertListed(String token, String query, UUID... ids) {
    MvcTestResult page =
        http.get().uri(ALL + query).header("Authorization", "Bearer " + token).exchange();
    assertThat(page)
        .as("%s %s", token, query)
        .bodyJson()
        .extractingPath("$.terminals[*].terminalId")
        .asArray()
        .containsExactlyInAnyOrder((Object[]) texts(ids));
    String told = told(token, query);
    for (UUID id : List.of(HERS, HIS)) {
      assertThat(told.contains(id.toString())).isEqualTo(List.of(ids).contains(id));
    }
  }

  private static String[] texts(UUID... ids) {
    return List.of(ids).stream().map(UUID::toString).toArray(String[]::new);
  }

  /** What the stream of all tells first. */
  private String told(String token, String query) {
    Thread.currentThread().interrupt();
    try {
      // A review in another thread could not be waited for: the answer is remembered by now.
      return new String(
          http.get()
              .uri(ALL + "/events" + query)
              .header("Authorization", "Bearer " + token)
              .exchange()
              .getResponse()
              .getContentAsByteArray());
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aTerminalIsItsCallersWhateverTheBodySaysAndHasHisTokenUnlessHeBringsAnother() {
    MvcTestResult result =
        http.perform(open("{\"user\":\"root\"}").header("Authorization", "Bearer ann-token"));
    assertThat(result).hasStatus(202).bodyJson().extractingPath("$.owner").isEqualTo(ANN);
    assertThat(result).bodyJson().extractingPath("$.user").isEqualTo("root");
  }

  @Test
  void theFirstClientsTokenIsInItsBodyAndSaysWhoHeIs() {
    assertThat(http.perform(open("{\"User\":\"root\",\"Token\":\"bob-token\"}")))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.owner")
        .isEqualTo("bob");
    assertThat(http.perform(open("{\"user\":\"bob\",\"token\":\"x\"}"))).hasStatus(401);
    assertThat(http.perform(open("{\"user\":\"bob\",\"token\":\"any-token\"}"))).hasStatus(503);
    assertThat(http.perform(open("{"))).hasStatus(401);
    // Nowhere else.
    assertThat(
            http.perform(
                request(HttpMethod.DELETE, ALL + "/{id}", HIS)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"token\":\"bob-token\"}")))
        .hasStatus(401);
  }

  @Test
  void aTokenOfABodyBesideABearerOnlyGoesToTheTerminal() {
    MvcTestResult result =
        http.perform(open("{\"token\":\"bob-token\"}").header("Authorization", "Bearer ann-token"));
    assertThat(result).hasStatus(202).bodyJson().extractingPath("$.owner").isEqualTo(ANN);
  }

  @Test
  void noTokenIsInAnEventOrAnAnswer() {
    MvcTestResult result = http.perform(open("{\"token\":\"bob-token\"}"));
    assertThat(result).bodyText().doesNotContain("bob-token");
    verify(publisher)
        .publish(
            any(),
            any(),
            assertArg(
                event -> {
                  assertThat(event).isInstanceOf(TerminalRequested.class);
                  assertThat(event.toString()).doesNotContain("bob-token");
                }));
  }

  private static MockHttpServletRequestBuilder open(String body) {
    return request(HttpMethod.POST, ALL)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Prefer", "wait=0")
        .content(body);
  }

  @Test
  void choicesSayWhoOneIsAndThatOnesOwnTokenWillDo() {
    assertThat(
            http.get()
                .uri("/api/v1/choices")
                .header("Authorization", "Bearer ann-token")
                .exchange())
        .bodyJson()
        .extractingPath("$")
        .asMap()
        .containsEntry("user", ANN)
        .containsEntry("admin", false)
        .containsEntry("credential", "own");
  }

  @Test
  void aBrowserSignsInWithATokenAndOutAgain() throws Exception {
    assertThat(http.get().uri(SIGN_IN).exchange())
        .bodyJson()
        .isStrictlyEqualTo("{\"with\":\"token\"}");
    assertThat(signIn("x")).hasStatus(401).bodyText().contains("token-refused");
    assertThat(signIn("any-token")).hasStatus(503).bodyText().contains("cluster-unavailable");
    MvcTestResult in = signIn("bob-token");
    assertThat(in).hasStatus(204);
    Cookie session = in.getResponse().getCookies()[0];
    assertThat(session.isHttpOnly()).isTrue();
    assertThat(session.getAttribute("SameSite")).isEqualTo("Strict");
    assertThat(session.getValue()).doesNotContain("bob");
    assertThat(http.get().uri(ALL + "/{id}", HIS).cookie(session).exchange()).hasStatusOk();
    assertThat(http.get().uri(ALL + "/{id}", HERS).cookie(session).exchange()).hasStatus(404);
    assertThat(http.delete().uri(SIGN_IN).cookie(session).exchange()).hasStatus(403);
    MvcTestResult out =
        http.delete().uri(SIGN_IN).cookie(session).header("Origin", "http://localhost").exchange();
    assertThat(out).hasStatus(204);
    assertThat(out.getResponse().getCookies()[0].getMaxAge()).isZero();
    assertThat(out.getResponse().getCookies()[0].getName()).isEqualTo(session.getName());
  }

  private MvcTestResult signIn(String token) {
    return http.post()
        .uri(SIGN_IN)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"token\":\"" + token + "\"}")
        .exchange();
  }
}
