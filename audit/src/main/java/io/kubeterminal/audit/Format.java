package io.kubeterminal.audit;

import io.kubeterminal.audit.event.AuditedEvent;
import io.kubeterminal.audit.event.JsonLine;
import io.kubeterminal.audit.event.PeopleLine;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Writes events as a table for people, or as JSON lines. */
final class Format {

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  private boolean begun;

  void print(PrintWriter out, AuditedEvent event) {
    if (!begun && !json) {
      out.println(PeopleLine.head());
    }
    begun = true;
    out.println(json ? JsonLine.of(event) : PeopleLine.of(event));
  }
}
