package io.kubeterminal.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics and labels a query of Prometheus names; whatever it cannot place is an error, so
 * that nothing is passed over.
 */
final class PromQuery {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-z.]*"
              + "|=~|!~|!=|==|>=|<=|[-+*/%^(){}\\[\\],=<>])");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?[a-zA-Z_]+}?");
  private static final Set<String> FUNCTIONS =
      Set.of("sum", "min", "max", "rate", "increase", "histogram_quantile", "absent", "count");
  private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

  private final List<String> tokens;
  private final Map<String, Set<String>> metrics = new HashMap<>();
  private final Set<String> grouping = new HashSet<>();
  private int at;

  private PromQuery(String query) {
    this.tokens = tokens(VARIABLE.matcher(query).replaceAll("5m"), query);
  }

  static PromQuery of(String query) {
    PromQuery parsed = new PromQuery(query);
    parsed.read();
    return parsed;
  }

  /** The metrics, and of each the labels by which it is selected. */
  Map<String, Set<String>> metrics() {
    return metrics;
  }

  /** The labels by which results are grouped. */
  Set<String> grouping() {
    return grouping;
  }

  private static List<String> tokens(String text, String query) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new AssertionError("cannot read '" + text.substring(end) + "' in " + query);
    }
    return tokens;
  }

  private void read() {
    int depth = 0;
    while (at < tokens.size()) {
      String token = tokens.get(at++);
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
        name(token);
      }
    }
    if (depth != 0) {
      throw new AssertionError("brackets do not match: " + tokens);
    }
  }

  private void name(String name) {
    if (GROUPINGS.contains(name)) {
      expect("(");
      grouping.addAll(until(")"));
    } else if (next("(") || (FUNCTIONS.contains(name) && GROUPINGS.contains(peek()))) {
      if (!FUNCTIONS.contains(name)) {
        throw new AssertionError("unknown function " + name);
      }
    } else if (!OPERATORS.contains(name)) {
      Set<String> labels = metrics.computeIfAbsent(name, first -> new HashSet<>());
      if (next("{")) {
        expect("{");
        labels.addAll(until("}"));
      }
    }
  }

  /** Names of labels up to the closing bracket, without what they are compared with. */
  private List<String> until(String bracket) {
    List<String> labels = new ArrayList<>();
    while (!next(bracket)) {
      String token = tokens.get(at++);
      if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
        labels.add(token);
      }
    }
    expect(bracket);
    return labels;
  }

  private boolean next(String token) {
    return token.equals(peek());
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private void expect(String token) {
    if (!next(token)) {
      throw new AssertionError("'" + token + "' instead of '" + peek() + "' in " + tokens);
    }
    at++;
  }
}
