package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | 20",
        "wait=5                    | 5",
        "wait=0                    | 0",
        "wait = 7                  | 7",
        "WAIT=\"7\"                | 7",
        "wait=60                   | 60",
        "wait=61                   | 60",
        "wait=999999999            | 60",
        "respond-async             | 0",
        "respond-async, wait=10    | 10",
        "return=minimal, wait=3    | 3",
        "wait=-1                   | 20",
        "wait=soon                 | 20",
        "wait=99999999999999999999 | 20",
        "handling=strict           | 20",
      })
  void anUnderstoodPreferenceCountsAndAnyOtherIsIgnored(String header, long seconds) {
    assertThat(Preference.wait(List.of(header), Duration.ofSeconds(20), Duration.ofSeconds(60)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
