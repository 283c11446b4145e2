package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.api.gateway.cluster.PodForward;
import io.kubeterminal.api.gateway.cluster.Surroundings;
import io.kubeterminal.api.gateway.inside.DirectWay;
import io.kubeterminal.api.gateway.inside.NearWay;
import io.kubeterminal.api.gateway.inside.Reach;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaysInsideTest {

  private final PodForward forward = new PodForward("ns", "it", Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "AUTO, false, false, true",
    "AUTO, true, false, true",
    "AUTO, true, true, true",
    "AUTO, false, true, false",
    "DIRECT, false, true, true",
    "PORT_FORWARD, false, true, false",
    "PORT_FORWARD, true, false, false",
  })
  void kubernetesIsAskedOnlyWhereItMayBeNeeded(
      Reach reach, boolean inCluster, boolean kubeconfig, boolean onlyDirect) {
    assertThat(WaysInside.choose(reach, new Surroundings(inCluster, kubeconfig), forward))
        .isInstanceOf(onlyDirect ? DirectWay.class : NearWay.class);
  }

  @Test
  void portForwardNeedsAnApiServer() {
    assertThatThrownBy(
            () -> WaysInside.choose(Reach.PORT_FORWARD, new Surroundings(false, false), forward))
        .hasMessageContaining("terminal.api.gateway.reach=port-forward needs a kubeconfig");
  }
}
