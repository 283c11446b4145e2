package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kubeterminal.provisioner.ProvisionerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the requests to the API server by method, kind of object and answer. */
final class RequestMeter implements Interceptor {

  static final String NAME = ProvisionerMetrics.CLUSTER_REQUESTS.name();

  private static final Pattern KIND = Pattern.compile("/namespaces/[^/]+/([a-z]+)");

  private final MeterRegistry meters;

  RequestMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    count(request, Integer.toString(response.code()));
  }

  private void count(HttpRequest request, String status) {
    Matcher kind = KIND.matcher(request.uri().getPath());
    ProvisionerMetrics.CLUSTER_REQUESTS
        .counter(
            meters,
            request.method() == null ? "GET" : request.method(),
            kind.find() ? kind.group(1) : "other",
            status)
        .increment();
  }
}
