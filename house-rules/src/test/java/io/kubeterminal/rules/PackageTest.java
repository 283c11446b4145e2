package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package says in one sentence what it is for, and is null-marked. */
class PackageTest {

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(packages().filter(not(PackageTest::isDescribed)))
        .as("packages whose package-info lacks @NullMarked or a sentence 'This package ...'")
        .isEmpty();
  }

  @Test
  void aPackageWithoutWordsOrNullMarkIsSeen() {
    assertThat(saysWhatItIsFor("/** This package waits. */\npackage a;")).isFalse();
    assertThat(saysWhatItIsFor("@NullMarked\npackage a;")).isFalse();
    assertThat(saysWhatItIsFor("/** This package waits. */\n@NullMarked\npackage a;")).isTrue();
  }

  private static Stream<Path> packages() {
    List<Path> files = Sources.main();
    return files.stream().map(Path::getParent).distinct();
  }

  private static boolean isDescribed(Path folder) {
    Path info = folder.resolve("package-info.java");
    return Files.exists(info) && saysWhatItIsFor(Sources.read(info));
  }

  private static boolean saysWhatItIsFor(String packageInfo) {
    return packageInfo.contains("This package ") && packageInfo.contains("@NullMarked");
  }

  private static <T> Predicate<T> not(Predicate<T> predicate) {
    return predicate.negate();
  }
}
