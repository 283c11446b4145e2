package io.kubeterminal.quickstart;

import io.kubeterminal.api.ApiService;
import io.kubeterminal.provisioner.ProvisionerWorker;
import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.reaper.ReaperWorker;
import io.kubeterminal.sealing.SealingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts each of the three services in this JVM, as it is, with the settings that tie it in. */
final class Services {

  static final String ADDRESS = "127.0.0.1";

  private final DataFolder data;
  private final Path keys;
  private final KafkaAccess kafka;

  Services(DataFolder data, KafkaAccess kafka) throws IOException {
    this.data = data;
    this.keys = data.keys();
    this.kafka = kafka;
  }

  KafkaAccess kafka() {
    return kafka;
  }

  /** The provisioner, with terminals in the place of Kubernetes. */
  ConfigurableApplicationContext provisioner(Cluster terminals) throws Exception {
    return run(
        worker(ProvisionerWorker.application())
            .main(ProvisionerWorker.class)
            .initializers(context -> put(context, terminals)),
        "provisioner-worker",
        provisionerSettings());
  }

  /** The provisioner, with terminals in a real cluster. */
  ConfigurableApplicationContext provisioner(Map<String, String> cluster) throws Exception {
    List<String> settings = new ArrayList<>(provisionerSettings());
    cluster.forEach((name, value) -> settings.add("--" + name + "=" + value));
    return run(
        worker(ProvisionerWorker.application()).main(ProvisionerWorker.class),
        "provisioner-worker",
        settings);
  }

  ConfigurableApplicationContext reaper() throws Exception {
    return run(
        worker(ReaperWorker.application()).main(ReaperWorker.class), "reaper-worker", List.of());
  }

  ConfigurableApplicationContext api(int port, Map<String, String> own) throws Exception {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.address=" + ADDRESS,
                "--server.port=" + port,
                // Ctrl-C does not wait for event streams that somebody follows.
                "--server.shutdown=immediate",
                // Nobody collects the metrics of a quickstart.
                "--management.endpoints.web.exposure.include=health",
                "--management.endpoints.web.discovery.enabled=false",
                "--terminal.sealing.public-keys=" + keys.resolve(SealingKeys.PUBLIC_FILE),
                "--terminal.auth.mode=key",
                "--terminal.auth.user=" + person(System.getProperty("user.name", "")),
                "--terminal.auth.key-file=" + data.accessKey()));
    own.forEach((name, value) -> settings.add("--" + name + "=" + value));
    return run(ApiService.application().main(ApiService.class), "api-service", settings);
  }

  /** Whose terminals they are: whoever started this, if his name can be a user's name here. */
  static String person(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}") && !name.contains("..") ? name : "me";
  }

  private List<String> provisionerSettings() {
    return List.of("--terminal.sealing.private-keys=" + keys.resolve(SealingKeys.PRIVATE_FILE));
  }

  private static SpringApplicationBuilder worker(SpringApplicationBuilder application) {
    return application.web(WebApplicationType.NONE);
  }

  private static void put(ConfigurableApplicationContext context, Cluster terminals) {
    ((GenericApplicationContext) context)
        .registerBean("localCluster", Cluster.class, () -> terminals);
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder application, String name, List<String> own) throws Exception {
    List<String> settings = new ArrayList<>(own);
    settings.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    kafka
        .settings()
        .forEach((key, value) -> settings.add("--spring.kafka.properties.[" + key + "]=" + value));
    settings.add("--terminal.ttyd.key-file=" + data.ttydKey());
    settings.add("--spring.kafka.streams.state-dir=" + data.streams(name));
    ConfigurableApplicationContext context =
        application
            .bannerMode(Banner.Mode.OFF)
            .registerShutdownHook(false)
            .run(settings.toArray(String[]::new));
    try {
      Readiness.await(context, name);
      return context;
    } catch (Exception e) {
      context.close();
      throw e;
    }
  }
}
