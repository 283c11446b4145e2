package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.ProvisionerSettings;
import io.kubeterminal.provisioner.TopicSettings;
import io.kubeterminal.provisioner.reconcile.EventLog;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The fold half of the service, started as the service starts it, with another listener. */
final class Worker implements AutoCloseable {

  @Configuration
  @EnableAutoConfiguration
  @EnableConfigurationProperties({ProvisionerSettings.class, TopicSettings.class})
  @Import({FoldConfiguration.class, EventLogConfiguration.class})
  static class FoldAlone {}

  private final ConfigurableApplicationContext context;

  /**
   * @param kafka the clients' settings, by Kafka's names
   */
  Worker(Map<String, Object> kafka, RowListener listener, String... settings) {
    List<String> arguments = new ArrayList<>();
    kafka.forEach(
        (name, value) -> arguments.add("--spring.kafka.properties." + name + "=" + value));
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka.get("bootstrap.servers"));
    arguments.add("--server.port=0");
    arguments.addAll(List.of(settings));
    context =
        new SpringApplicationBuilder(FoldAlone.class)
            .properties("spring.config.name=provisioner-worker")
            .initializers(
                fresh -> fresh.getBeanFactory().registerSingleton("rowListener", listener))
            .run(arguments.toArray(String[]::new));
  }

  boolean caughtUp(int partition) {
    return context.getBean(FoldProgress.class).caughtUp(partition);
  }

  double threadsReplaced() {
    return context.getBean(MeterRegistry.class).counter("terminal.fold.threads.replaced").count();
  }

  EventLog eventLog() {
    return context.getBean(EventLog.class);
  }

  /** The HTTP status of {@code /actuator/health/<group>}. */
  int health(String group) {
    String port = context.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/" + group);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
