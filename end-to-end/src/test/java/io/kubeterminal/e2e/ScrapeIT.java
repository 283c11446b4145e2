package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the running services show to Prometheus, against what is promised, and what dashboards and
 * alerts ask for. The cluster refuses everything, which is counted, too.
 */
class ScrapeIT {

  private static final Path ROOT = Path.of(System.getProperty("kube-terminal.root"));
  private static final Path ALERTS = ROOT.resolve("deploy/prometheus/alerts.yaml");
  private static final Path DASHBOARDS = ROOT.resolve("deploy/grafana");
  private static final Path RUNBOOK = ROOT.resolve("docs/operating/runbook.md");
  private static final Path METRICS = ROOT.resolve("docs/metrics.md");
  private static final Path SCALING = ROOT.resolve("deploy/base/scaling.yaml");
  private static final Path COMPOSE = ROOT.resolve("docker-compose.scaled.yml");
  private static final Path COMPOSE_FILES = ROOT.resolve("deploy/compose");
  private static final String KEY = "k".repeat(40);
  private static final String SCRAPE = "/actuator/prometheus";

  /** A row of the page: the name in Prometheus, and the labels. */
  private static final Pattern PROMISED =
      Pattern.compile("\\| `[^`]+` \\| `([^`]+)` \\| (\\w+) \\| [^|]+ \\| ([^|]*) \\| (.+) \\|");

  /** What Prometheus adds by itself. */
  private static final Set<String> BY_PROMETHEUS = Set.of("job", "instance");

  @TempDir private static Path folder;

  private static KafkaFixture kafka;
  private static HttpServer cluster;
  private static final List<ServiceProcess> services = new ArrayList<>();
  private static Scrape scrape;

  private record Promised(String name, String kind, Set<String> labels, String description) {}

  @BeforeAll
  static void startTheServices() throws IOException {
    SealingKeys.generateInto(folder);
    ShellKeys.generateInto(folder);
    Files.writeString(folder.resolve("key"), KEY);
    cluster = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    cluster.createContext("/", ScrapeIT::refuse);
    cluster.start();
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"), KUBECONFIG.formatted(cluster.getAddress().getPort()));
    kafka = KafkaFixture.fresh();
    services.add(
        ServiceProcess.start(
            "provisioner-worker",
            "scrape-provisioner",
            settings(
                Map.of(
                    "terminal.sealing.private-keys",
                    folder.resolve(SealingKeys.PRIVATE_FILE).toString())),
            Map.of("KUBECONFIG", kubeconfig.toString())));
    services.add(
        ServiceProcess.start("reaper-worker", "scrape-reaper", settings(Map.of()), Map.of()));
    services.add(
        ServiceProcess.start(
            "api-service",
            "scrape-api",
            settings(
                Map.of(
                    "terminal.sealing.public-keys",
                    folder.resolve(SealingKeys.PUBLIC_FILE).toString(),
                    "terminal.auth.mode",
                    "key",
                    "terminal.auth.key-file",
                    folder.resolve("key").toString())),
            Map.of("KUBECONFIG", kubeconfig.toString())));
    services.forEach(ServiceProcess::awaitReady);
    try (RawRecords records = new RawRecords(kafka)) {
      UUID nobodys = UUID.randomUUID();
      records.send(
          Topics.TERMINAL_EVENTS.name(),
          nobodys.toString(),
          new TerminalClosed(nobodys, Instant.EPOCH));
    }
    await("what takes a moment")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat((scrape = scrape()).samples())
                    .containsKeys(
                        "terminal_fold_ignored_events_total",
                        "terminal_reaper_tracked_terminals",
                        "terminal_provisioner_cluster_requests_total"));
  }

  @AfterAll
  static void stopTheServices() {
    services.forEach(ServiceProcess::close);
    if (kafka != null) {
      kafka.close();
    }
    if (cluster != null) {
      cluster.stop(0);
    }
  }

  @Test
  void everyPromisedMetricIsShownWithItsLabelsAndItsWords() {
    for (Promised promised : promised()) {
      String sample =
          promised.kind().equals("timer") ? promised.name() + "_count" : promised.name();
      assertThat(scrape.samples()).containsKey(sample);
      assertThat(scrape.samples().get(sample))
          .as(sample)
          .containsExactlyInAnyOrderElementsOf(promised.labels());
      assertThat(scrape.help(promised.name())).isEqualTo(promised.description());
    }
  }

  @Test
  void nothingOfOursIsShownThatIsNotPromised() {
    assertThat(scrape.samples().keySet().stream().filter(name -> name.startsWith("terminal_")))
        .allSatisfy(
            name ->
                assertThat(promised())
                    .extracting(Promised::name)
                    .contains(name.replaceFirst("(_seconds)_(count|sum|bucket|max)$", "$1")));
  }

  @Test
  void alertsAskForWhatIsThere() throws IOException {
    assertThat(alerts()).isNotEmpty().allSatisfy((name, expression) -> assertThere(expression));
  }

  @Test
  void dashboardsAskForWhatIsThere() throws IOException {
    List<String> queries = queries();

    assertThat(queries).hasSizeGreaterThan(10).allSatisfy(ScrapeIT::assertThere);
  }

  @Test
  void whatIsNotThereIsSeen() {
    assertThatThrownBy(() -> assertThere("sum(terminal_fold_gone)"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThere("terminal_fold_lag_records{topic=\"x\"}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThere("sum by (topic) (terminal_fold_lag_records)"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void eachAlertHasItsEntryInTheRunbookAndEachEntryItsAlert() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    List<String> entries =
        Pattern.compile("^## (.+)$", Pattern.MULTILINE)
            .matcher(runbook)
            .results()
            .map(entry -> entry.group(1))
            .toList();

    assertThat(entries).containsExactlyElementsOf(alerts().keySet());
    for (String entry : runbook.split("\n## ")) {
      if (!entry.startsWith("# ")) {
        assertThat(entry).contains("**Noticed.**", "**Look.**", "**Do not.**", "**Undo.**");
      }
    }
    for (JsonNode rule : rules()) {
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo(
              "docs/operating/runbook.md#%s".formatted(rule.path("alert").asText().toLowerCase()));
    }
  }

  @Test
  void autoscalersAskForWhatIsThere() throws IOException {
    List<String> metrics =
        Stream.of(Files.readString(SCALING).split("\n---\n"))
            .map(autoscaler -> Serialization.unmarshal(autoscaler, JsonNode.class))
            .map(autoscaler -> autoscaler.at("/spec/metrics/0/external/metric/name").asText())
            .toList();

    assertThat(metrics).hasSize(2).allSatisfy(ScrapeIT::assertThere);
  }

  @Test
  void composeTakesTheseAlertsAndDashboardsAndReadsWhereTheyLook() throws IOException {
    JsonNode prometheus = yaml(COMPOSE_FILES.resolve("prometheus.yml"));
    JsonNode provider = yaml(COMPOSE_FILES.resolve("grafana-dashboards.yml"));
    JsonNode services = yaml(COMPOSE).path("services");

    assertThat(texts(services.at("/prometheus/volumes")))
        .contains(
            "./%s:%s:ro"
                .formatted(ROOT.relativize(ALERTS), prometheus.at("/rule_files/0").asText()));
    assertThat(texts(services.at("/grafana/volumes")))
        .contains(
            "./%s:%s:ro"
                .formatted(
                    ROOT.relativize(DASHBOARDS),
                    provider.at("/providers/0/options/path").asText()));
    assertThat(prometheus.path("scrape_configs"))
        .hasSize(3)
        .allSatisfy(
            job -> {
              assertThat(job.path("metrics_path").asText()).isEqualTo(SCRAPE);
              assertThat(job.path("job_name").asText()).startsWith("kube-terminal");
            });
    assertThat(alerts().get("ServiceDown")).contains("job=~\"kube-terminal.*\"");
  }

  /** Nobody is asked who he is by the workers, so there it is a setting; the API asks. */
  @Test
  void theApiShowsItsMetricsToAdminsAlone() {
    assertThat(get(services.getLast(), SCRAPE, null).statusCode()).isEqualTo(401);
    assertThat(get(services.getLast(), SCRAPE, KEY).statusCode()).isEqualTo(200);
  }

  private static void assertThere(String expression) {
    PromQuery query = PromQuery.of(expression);
    assertThat(query.metrics()).isNotEmpty();
    query
        .metrics()
        .forEach(
            (metric, labels) -> {
              if (metric.equals("up")) {
                assertThat(BY_PROMETHEUS).containsAll(labels);
              } else {
                assertThat(scrape.samples()).as(expression).containsKey(metric);
                assertThat(scrape.samples().get(metric)).as(metric).containsAll(labels);
              }
            });
    for (String label : query.grouping()) {
      assertThat(
              BY_PROMETHEUS.contains(label)
                  || query.metrics().keySet().stream()
                      .anyMatch(metric -> scrape.samples().get(metric).contains(label)))
          .as("%s in %s", label, expression)
          .isTrue();
    }
  }

  private static Map<String, String> alerts() throws IOException {
    Map<String, String> alerts = new LinkedHashMap<>();
    rules().forEach(rule -> alerts.put(rule.path("alert").asText(), rule.path("expr").asText()));
    return alerts;
  }

  private static JsonNode yaml(Path file) throws IOException {
    return Serialization.unmarshal(Files.readString(file), JsonNode.class);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<JsonNode> rules() throws IOException {
    JsonNode file = yaml(ALERTS);
    List<JsonNode> rules = new ArrayList<>();
    file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
        dashboard.findValues("expr").forEach(query -> queries.add(query.asText()));
      }
    }
    return queries;
  }

  private static List<Promised> promised() {
    try {
      List<Promised> promised =
          PROMISED
              .matcher(Files.readString(METRICS))
              .results()
              .map(
                  row ->
                      new Promised(row.group(1), row.group(2), labels(row.group(3)), row.group(4)))
              .toList();
      assertThat(promised).hasSizeGreaterThan(30);
      return promised;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> labels(String cell) {
    return Set.copyOf(Stream.of(cell.split("[`, ]+")).filter(name -> !name.isEmpty()).toList());
  }

  private static Scrape scrape() {
    Scrape all = new Scrape();
    services.forEach(service -> all.add(get(service, SCRAPE, KEY).body()));
    return all;
  }

  private static HttpResponse<String> get(ServiceProcess service, String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.url(path)).timeout(Duration.ofSeconds(10));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> settings(Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("terminal.ttyd.key-file", folder.resolve(ShellKeys.FILE).toString());
    settings.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("spring.kafka.properties.[schema.registry.url]", kafka.registryUrl());
    settings.put("terminal.topics.partitions", "3");
    settings.put("management.endpoints.web.exposure.include", "health, prometheus");
    return settings;
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(503, -1);
    }
  }

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: refusing
      contexts:
      - {name: refusing, context: {cluster: refusing, user: nobody}}
      clusters:
      - {name: refusing, cluster: {server: "http://127.0.0.1:%d"}}
      users:
      - {name: nobody, user: {}}
      """;
}
