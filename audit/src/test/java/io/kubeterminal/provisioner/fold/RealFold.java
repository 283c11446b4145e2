package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.ProvisionerSettings;
import io.kubeterminal.provisioner.TopicSettings;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The provisioner's own fold, started as the service starts it; its rows reconcile nothing. */
public final class RealFold implements AutoCloseable {

  @Configuration
  @EnableAutoConfiguration
  @EnableConfigurationProperties({ProvisionerSettings.class, TopicSettings.class})
  @Import({FoldConfiguration.class, EventLogConfiguration.class})
  static class FoldAlone {}

  private static final RowListener NOBODY =
      new RowListener() {
        @Override
        public void arrived(int partition) {}

        @Override
        public void changed(int partition, UUID terminalId, @Nullable TerminalRow row) {}

        @Override
        public void left(int partition) {}
      };

  private final ConfigurableApplicationContext context;

  public RealFold(KafkaFixture kafka, String... settings) {
    List<String> arguments = new ArrayList<>();
    kafka
        .clientSettings()
        .forEach((name, value) -> arguments.add("--spring.kafka.properties." + name + "=" + value));
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    arguments.add("--server.port=0");
    arguments.addAll(List.of(settings));
    context =
        new SpringApplicationBuilder(FoldAlone.class)
            .properties("spring.config.name=provisioner-worker")
            .initializers(fresh -> fresh.getBeanFactory().registerSingleton("rowListener", NOBODY))
            .run(arguments.toArray(String[]::new));
  }

  /** Whether the rows of all that stands in the log are committed. */
  public static boolean isFolded(KafkaFixture kafka, int partitions) {
    Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    try (KafkaLogOffsets offsets =
        new KafkaLogOffsets(
            Admin.create(kafka.clientSettings()),
            KafkaLogOffsets.reader(kafka.clientSettings()),
            "kube-terminal-provisioner")) {
      return offsets.of(all).values().stream().allMatch(reach -> reach.folded() >= reach.end());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
