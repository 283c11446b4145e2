package io.kubeterminal.quickstart;

import io.kubeterminal.api.security.SignInKeys;
import io.kubeterminal.embedded.EmbeddedKafka;
import io.kubeterminal.embedded.EmbeddedRegistry;
import io.kubeterminal.embedded.Login;
import io.kubeterminal.quickstart.local.ApiServer;
import io.kubeterminal.quickstart.local.LocalCluster;
import io.kubeterminal.quickstart.local.LocalTerminals;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** One start from the first check to the welcome: what can be refused is refused before Kafka. */
final class Launch {

  private final StartedParts parts;
  private final Progress progress;
  private final Path folder;
  private final int port;

  Launch(StartedParts parts, Progress progress, Path folder, int port) {
    this.parts = parts;
    this.progress = progress;
    this.folder = folder;
    this.port = port;
  }

  void run(boolean kubernetes, @Nullable String image) throws Exception {
    if (image != null && !kubernetes) {
      throw new CannotStart("--image needs --kubernetes: local terminals have no image");
    }
    checkPort();
    DataFolder data = parts.add(DataFolder.open(folder));
    LogFiles.writeInto(data.logs());
    progress.say("kube-terminal in %s (logs in %s)".formatted(data.path(), data.logs()));
    try {
      if (kubernetes) {
        inCluster(data, image);
      } else {
        onThisMachine(data);
      }
    } catch (PortInUseException e) {
      throw portTaken(e);
    } catch (Exception e) {
      LoggerFactory.getLogger(Launch.class).error("does not start", e);
      throw e;
    }
  }

  private void onThisMachine(DataFolder data) throws Exception {
    progress.say("Terminals are shells on this machine; no cluster is touched.");
    ApiServer apiServer = apiServer(System.getenv());
    // Both unpack native code, by default into the machine's temporary folder.
    System.setProperty("pty4j.tmpdir", data.natives().toString());
    System.setProperty("jna.tmpdir", data.natives().toString());
    Services services = startKafka(data);
    LocalTerminals terminals =
        parts.add(new LocalTerminals(data.terminals(), ShellKeys.read(data.ttydKey())));
    LocalCluster cluster = new LocalCluster(terminals, apiServer, Clock.systemUTC());
    start("provisioner-worker", () -> services.provisioner(cluster));
    Map<String, String> api = new HashMap<>(Map.of("terminal.api.credential", "optional"));
    if (apiServer != null) {
      api.put("terminal.api.api-servers", apiServer.url().toString());
    }
    startRest(services, data, api);
  }

  private void inCluster(DataFolder data, @Nullable String image) throws Exception {
    KubernetesTarget target = KubernetesTarget.ofCurrentContext();
    progress.say("Terminals are pods: " + target.description() + ".");
    target.check();
    Services services = startKafka(data);
    Map<String, String> cluster = new HashMap<>();
    cluster.put("terminal.provisioner.manifest.installation", data.installation());
    cluster.put("terminal.provisioner.manifest.namespace", target.namespace());
    // The way in is the page; an address at every node would be one for everybody.
    cluster.put("terminal.provisioner.manifest.service-type", "headless");
    if (image != null) {
      cluster.put("terminal.provisioner.manifest.image", image);
    }
    start("provisioner-worker", () -> services.provisioner(cluster));
    startRest(
        services,
        data,
        Map.of(
            "terminal.api.gateway.namespace", target.namespace(),
            "terminal.api.gateway.installation", data.installation(),
            "terminal.api.api-servers", "https://kubernetes.default.svc," + target.server()));
  }

  private Services startKafka(DataFolder data) throws Exception {
    Login login = data.kafkaLogin();
    EmbeddedKafka kafka =
        progress.step("Kafka", () -> parts.add(EmbeddedKafka.start(data.kafka(), 0, login)));
    EmbeddedRegistry registry =
        progress.step(
            "schema registry",
            () -> parts.add(EmbeddedRegistry.start(kafka.bootstrapServers(), 0, login)));
    return new Services(data, new KafkaAccess(kafka.bootstrapServers(), registry.url(), login));
  }

  private void startRest(Services services, DataFolder data, Map<String, String> apiSettings)
      throws Exception {
    start("reaper-worker", services::reaper);
    ConfigurableApplicationContext api =
        start("api-service", () -> services.api(port, apiSettings));
    String listening = api.getEnvironment().getProperty("local.server.port");
    progress.say(
        Welcome.text(
            "http://" + Services.ADDRESS + ":" + listening,
            api.getBean(SignInKeys.class).issue(),
            data.accessKey(),
            services.kafka(),
            data.write(services.kafka())));
  }

  private ConfigurableApplicationContext start(
      String name, Callable<ConfigurableApplicationContext> service) throws Exception {
    return progress.step(name, () -> parts.add(service.call()));
  }

  private void checkPort() throws CannotStart {
    try {
      new ServerSocket(port, 1, InetAddress.getByName(Services.ADDRESS)).close();
    } catch (IOException | IllegalArgumentException e) {
      throw portTaken(e);
    }
  }

  private CannotStart portTaken(Exception e) {
    return new CannotStart(
        "port %d cannot be had (%s): choose another with --port".formatted(port, e.getMessage()),
        e);
  }

  /** The API server that the environment names for local terminals, or null. */
  static @Nullable ApiServer apiServer(Map<String, String> environment) throws CannotStart {
    String url = environment.get("APISERVER");
    if (url == null || url.isBlank()) {
      return null;
    }
    String authority = environment.get("APISERVER_CA");
    try {
      URI uri = new URI(url.contains("://") ? url : "https://" + url);
      return new ApiServer(uri, authority == null ? null : Path.of(authority));
    } catch (URISyntaxException e) {
      throw new CannotStart("APISERVER must be https://host:port, not " + url, e);
    }
  }
}
