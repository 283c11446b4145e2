package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {

  static class SomeSkipped {
    @Test
    void runs() {}

    @Test
    @Disabled("needs\na moon")
    void disabled() {}

    @Test
    void assumes() {
      assumeTrue(false, "no sun");
    }
  }

  @Disabled("not today")
  static class AllSkipped {
    @Test
    void never() {}
  }

  @Test
  void every_skipped_test_is_listed_with_its_reason(@TempDir Path folder) throws Exception {
    Path list = folder.resolve("sub/skipped.txt");
    String before = System.getProperty(SkippedTests.FILE);
    System.setProperty(SkippedTests.FILE, list.toString());
    try {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(SomeSkipped.class), selectClass(AllSkipped.class))
              .build();
      LauncherFactory.create().execute(request);
    } finally {
      if (before == null) {
        System.clearProperty(SkippedTests.FILE);
      } else {
        System.setProperty(SkippedTests.FILE, before);
      }
    }
    assertThat(Files.readAllLines(list))
        .containsExactlyInAnyOrder(
            "SkippedTestsTest$SomeSkipped.disabled: needs a moon",
            "SkippedTestsTest$SomeSkipped.assumes: Assumption failed: no sun",
            "SkippedTestsTest$AllSkipped: not today");
  }
}
