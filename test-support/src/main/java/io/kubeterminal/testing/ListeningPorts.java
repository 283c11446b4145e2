package io.kubeterminal.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports on which a process of this machine listens, as Linux knows them. */
public final class ListeningPorts {

  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningPorts() {}

  public static List<InetSocketAddress> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets;
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      sockets = descriptors.map(ListeningPorts::target).collect(Collectors.toSet());
    }
    try (Stream<String> four = Files.lines(process.resolve("net/tcp"));
        Stream<String> six = Files.lines(process.resolve("net/tcp6"))) {
      return Stream.concat(four, six)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[STATE].equals(LISTEN))
          .filter(fields -> sockets.contains("socket:[" + fields[INODE] + "]"))
          .map(fields -> address(fields[LOCAL_ADDRESS]))
          .distinct()
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** Such as {@code 0100007F:1F90}: words of four bytes, each the other way round. */
  private static InetSocketAddress address(String text) {
    String[] parts = text.split(":");
    byte[] words = HexFormat.of().parseHex(parts[0]);
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i / 4 * 4 + 3 - i % 4];
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return new InetSocketAddress(address, Integer.parseInt(parts[1], 16));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
