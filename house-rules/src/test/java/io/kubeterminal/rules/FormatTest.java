package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file looks as google-java-format leaves it; with -Dformat=write this test mends it.
 */
class FormatTest {

  private final Formatter formatter = new Formatter();

  @Test
  void everyFileIsFormatted() throws Exception {
    boolean write = "write".equals(System.getProperty("format"));
    List<Path> unformatted = new ArrayList<>();
    for (Path file : Sources.all()) {
      String source = Sources.read(file);
      String formatted = format(source, file);
      if (!formatted.equals(source)) {
        unformatted.add(Sources.ROOT.relativize(file));
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!write) {
      assertThat(unformatted)
          .as("not formatted; `./format` mends it (see CONTRIBUTING.md)")
          .isEmpty();
    }
  }

  @Test
  void aFileThatIsNotFormattedIsSeen() throws Exception {
    String ugly = "package a;import java.util.List;class  A{ int x ; }";

    assertThat(format(ugly, Path.of("A.java")))
        .isNotEqualTo(ugly)
        .doesNotContain("import java.util.List");
  }

  private String format(String source, Path file) throws IOException {
    try {
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
      return formatter.formatSource(ordered);
    } catch (FormatterException e) {
      throw new IOException(file + " cannot be read as Java", e);
    }
  }
}
