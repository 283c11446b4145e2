package io.kubeterminal.api.gateway.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundWayTest {

  private static final Duration BOUND = Duration.ofSeconds(6);

  private final List<String> tried = new ArrayList<>();
  private boolean directWorks;
  private boolean aroundWorks = true;
  private Duration directBound = Duration.ZERO;
  private final WayInside direct =
      (address, bound) -> {
        directBound = bound;
        return wire("direct", directWorks);
      };
  private final WayInside around = (address, bound) -> wire("around", aroundWorks);
  private final WayInside way = new FoundWay(direct, around);

  @Test
  void theDirectWayIsTakenWhereThereIsOne() throws Exception {
    directWorks = true;
    way.open(at("10.1.2.3"), BOUND);
    way.open(at("10.1.2.3"), BOUND);
    assertThat(tried).containsExactly("direct", "direct");
  }

  @Test
  void theWayAroundIsFoundOnceAndKept() throws Exception {
    way.open(at("10.1.2.3"), BOUND);
    way.open(at("10.1.2.4"), BOUND);
    assertThat(tried).containsExactly("direct", "around", "around");
    assertThat(directBound).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void onePodThatIsGoneTellsNothingAboutTheOthers() throws Exception {
    aroundWorks = false;
    assertThatThrownBy(() -> way.open(at("10.1.2.3"), BOUND))
        .isInstanceOf(ConnectException.class)
        .hasMessage("no way around");
    directWorks = true;
    way.open(at("10.1.2.4"), BOUND);
    assertThat(tried).containsExactly("direct", "around", "direct");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, direct",
    "127.8.8.8, direct",
    "::1, direct",
    "localhost, direct",
    "10.1.2.3, around",
    "fd00::1, around",
    "node-1.example.com, around",
  })
  void whatListensOnThisMachineIsReachedDirectly(String host, String taken) throws Exception {
    directWorks = true;
    new NearWay(direct, around).open(at(host), BOUND);
    assertThat(tried).containsExactly(taken);
  }

  private Wire wire(String way, boolean works) throws IOException {
    tried.add(way);
    if (!works) {
      throw new ConnectException("no way " + way);
    }
    return mock(Wire.class);
  }

  private static Address at(String host) {
    return new Address(UUID.randomUUID(), host, 8080);
  }
}
