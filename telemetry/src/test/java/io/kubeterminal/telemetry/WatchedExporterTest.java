package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WatchedExporterTest {

  private final AtomicLong nanos = new AtomicLong();
  private CompletableResultCode answer = CompletableResultCode.ofSuccess();
  private final WatchedExporter watched =
      new WatchedExporter(new Answers(), "http://nowhere", nanos::get);

  private final class Answers implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return answer;
    }

    @Override
    public CompletableResultCode shutdown() {
      return answer;
    }
  }

  @Test
  void nothingIsSaidOfWhatArrives(CapturedOutput output) {
    assertThat(watched.export(List.of()).isSuccess()).isTrue();

    assertThat(output.getAll()).isEmpty();
  }

  @Test
  void whatIsLostIsSaidInOneLineAndSeldom(CapturedOutput output) {
    answer =
        CompletableResultCode.ofExceptionalFailure(
            new UncheckedIOException(new ConnectException("no")));

    watched.export(List.of());
    watched.export(List.of());
    assertThat(output.getAll().lines())
        .singleElement()
        .asString()
        .contains("Spans do not reach the collector");

    nanos.addAndGet(WatchedExporter.SELDOM.toNanos());
    watched.export(List.of());
    assertThat(output.getAll().lines()).hasSize(2);
  }
}
