package io.kubeterminal.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeClusterRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Somebody without any login, who tries a port in the languages that are spoken here. */
public final class Stranger {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MOST_BYTES = 4096;

  /** Not found is one too: it tells nothing. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

  private Stranger() {}

  /**
   * What {@code port} tells or does without a login; empty when it refuses everything.
   *
   * @param requests such as {@code GET /subjects}, tried where HTTP is spoken
   */
  public static List<String> findings(InetSocketAddress port, List<String> requests)
      throws IOException {
    List<String> findings = new ArrayList<>();
    if (ask(port, http("GET /")).startsWith("HTTP/")) {
      for (String request : requests) {
        String answer = ask(port, http(request));
        if (!answer.startsWith("HTTP/") || !REFUSALS.contains(status(answer))) {
          findings.add(request + " -> " + answer.lines().findFirst().orElse("nothing"));
        }
      }
      return findings;
    }
    String answer = ask(port, describeCluster());
    if (!answer.isEmpty()) {
      findings.add("Kafka's DescribeCluster -> %d bytes or silence".formatted(answer.length()));
    }
    return findings;
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static byte[] http(String request) {
    String body = request.startsWith("GET") ? "" : "{}";
    return """
    %s HTTP/1.1\r
    Host: 127.0.0.1\r
    Content-Type: application/json\r
    Content-Length: %d\r
    Connection: %s\r
    Upgrade: websocket\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
    \r
    %s\
    """
        .formatted(request, body.length(), request.endsWith("/ws") ? "Upgrade" : "close", body)
        .getBytes(ISO_8859_1);
  }

  /** A request that brokers and controllers answer alike. */
  private static byte[] describeCluster() {
    short version = ApiKeys.DESCRIBE_CLUSTER.oldestVersion();
    ByteBuffer request =
        new DescribeClusterRequest.Builder(new DescribeClusterRequestData())
            .build(version)
            .serializeWithHeader(
                new RequestHeader(ApiKeys.DESCRIBE_CLUSTER, version, "stranger", 1));
    return ByteBuffer.allocate(Integer.BYTES + request.remaining())
        .putInt(request.remaining())
        .put(request)
        .array();
  }

  /** The first bytes of the answer; empty when the connection is ended without one. */
  private static String ask(InetSocketAddress port, byte[] question) throws IOException {
    try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(question);
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[MOST_BYTES];
      int length = in.read(answer);
      return length < 0 ? "" : new String(answer, 0, length, ISO_8859_1);
    } catch (SocketTimeoutException e) {
      return "(silence, and still connected)";
    } catch (SocketException reset) {
      return "";
    }
  }
}
