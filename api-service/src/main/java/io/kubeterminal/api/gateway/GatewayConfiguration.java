package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.cluster.PodForward;
import io.kubeterminal.api.gateway.cluster.Surroundings;
import io.kubeterminal.api.gateway.inside.Inside;
import io.kubeterminal.api.gateway.inside.WayInside;
import io.kubeterminal.api.gateway.tunnel.TunnelSettings;
import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.security.TerminalAccess;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.ShellKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the gateway together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewaySettings.class, TtydSettings.class})
public class GatewayConfiguration {

  @Bean
  ReadyTerminals readyTerminals(TerminalAccess access) {
    return new ReadyTerminals(access);
  }

  @Bean
  Tickets tickets(GatewaySettings settings, InstantSource clock) {
    return new Tickets(settings.ticketLife(), settings.maxTickets(), clock);
  }

  @Bean
  Seats seats(GatewaySettings settings) {
    return new Seats(
        settings.maxConnections(),
        settings.maxConnectionsPerUser(),
        settings.maxConnectionsPerTerminal());
  }

  @Bean
  ShellMeters shellMeters(MeterRegistry registry, Seats seats) {
    return new ShellMeters(registry, seats);
  }

  @Bean
  OpenShells openShells() {
    return new OpenShells();
  }

  @Bean
  UsedTerminals usedTerminals(
      TerminalView view, Beats beats, InstantSource clock, GatewaySettings settings) {
    return new UsedTerminals(view, beats, clock, settings.beatPeriod(), settings.unattended());
  }

  @Bean
  PodForward podForward(GatewaySettings settings) {
    return new PodForward(settings.namespace(), settings.installation(), settings.connectTimeout());
  }

  @Bean
  WayInside wayInside(GatewaySettings settings, PodForward forward) {
    return WaysInside.choose(settings.reach(), Surroundings.look(), forward);
  }

  /** Without it every terminal's ttyd would refuse us; it is read again when keys are rotated. */
  @Bean
  KeyFile<ShellKeys> shellKeys(TtydSettings settings) {
    String file = settings.keyFile();
    try {
      return new KeyFile<>(Path.of(file == null ? "" : file), ShellKeys::read);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidConfigurationPropertyValueException(
          "terminal.ttyd.key-file", file, TtydSettings.RULE);
    }
  }

  @Bean
  Shells shells(
      TerminalView view,
      WayInside way,
      KeyFile<ShellKeys> keys,
      Seats seats,
      OpenShells open,
      ShellMeters meters,
      UsedTerminals used,
      GatewaySettings settings) {
    return new Shells(
        view,
        new Inside(way, keys, settings.connectTimeout()),
        seats,
        open,
        meters,
        used,
        new TunnelSettings(
            settings.bufferBytes(),
            settings.maxMessageBytes(),
            settings.ping(),
            settings.pongTimeout()));
  }
}
