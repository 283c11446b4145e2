package io.kubeterminal.e2e;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads from a service: its samples, and what is said about them. */
final class Scrape {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern HELP = Pattern.compile("# HELP ([^ ]+) (.+)");

  private final Map<String, Set<String>> samples = new TreeMap<>();
  private final Map<String, String> help = new HashMap<>();

  /** Adds one service's text. */
  Scrape add(String text) {
    text.lines().forEach(this::line);
    return this;
  }

  /** The names of samples, and the labels that any of each has. */
  Map<String, Set<String>> samples() {
    return samples;
  }

  /** What is said of the metric; null: nothing. */
  String help(String metric) {
    return help.get(metric);
  }

  private void line(String line) {
    Matcher helped = HELP.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (helped.matches()) {
      help.put(helped.group(1), helped.group(2));
    } else if (sample.matches()) {
      Set<String> labels = samples.computeIfAbsent(sample.group(1), first -> new HashSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
    } else if (!line.isBlank() && !line.startsWith("#")) {
      throw new AssertionError("cannot read " + line);
    }
  }
}
