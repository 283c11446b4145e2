package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A picture of the page for the README: kept in the sources with {@code -Dscreenshots=write}, else
 * only made and looked at.
 */
record Picture(Path file) {

  private static final boolean WRITE = "write".equals(System.getProperty("screenshots"));
  private static final int SMALL = 150 * 1024;

  static Picture take(Page page, String name) {
    Path folder =
        WRITE
            ? Path.of(System.getProperty("kube-terminal.images"))
            : Path.of("target", "screenshots");
    Path file = folder.resolve(name + ".png");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
    return new Picture(file);
  }

  /** Something must be seen on it, and it must not be a burden on whoever clones the sources. */
  void assertWorthKeeping() {
    try {
      assertThat(Files.size(file)).as(file.toString()).isLessThan(SMALL);
      BufferedImage image = ImageIO.read(file.toFile());
      int width = image.getWidth();
      Map<Integer, Long> pixels =
          IntStream.range(0, width * image.getHeight())
              .mapToObj(i -> image.getRGB(i % width, i / width))
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      long ground = pixels.values().stream().mapToLong(Long::longValue).max().orElseThrow();
      long all = (long) width * image.getHeight();
      assertThat(pixels).as("colours of %s", file).hasSizeGreaterThan(50);
      assertThat(all - ground).as("pixels of %s that show something", file).isGreaterThan(all / 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
