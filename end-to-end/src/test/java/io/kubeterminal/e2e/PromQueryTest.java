package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQueryTest {

  @Test
  void metricsLabelsAndGroupingsAreFound() {
    PromQuery query =
        PromQuery.of(
            "histogram_quantile(0.95, sum by (le, job) (rate(a_bucket{x=\"1\",y=~\"b|c\"}[5m])))"
                + " > 30 and max by (z) (b_total) + sum(c) == 0");

    assertThat(query.metrics())
        .isEqualTo(Map.of("a_bucket", Set.of("x", "y"), "b_total", Set.of(), "c", Set.of()));
    assertThat(query.grouping()).containsExactlyInAnyOrder("le", "job", "z");
  }

  @Test
  void variablesOfADashboardAreTimes() {
    assertThat(PromQuery.of("sum(rate(a_total[$__rate_interval]))").metrics())
        .containsOnlyKeys("a_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(a", "summ(a)", "rate(a[5m]) § 3", "sum by le (a)", "a{x=\"1}"})
  void whatIsNoQueryIsSeen(String query) {
    assertThatThrownBy(() -> PromQuery.of(query)).isInstanceOf(AssertionError.class);
  }
}
