package io.kubeterminal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubeterminal.testing.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The image's root file system, built by its own script, in which commands run as in a hardened
 * pod: with Debian's kubectl and ttyd, read-only, without capabilities, as process 1.
 *
 * @param shared a folder that is at {@code /run} in there
 */
record RootFolder(Path root, Path shared) {

  static final int TERMINAL_USER = 10001;

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  static RootFolder build(Path shared) throws Exception {
    assumeTrue(Machine.isRoot(), "needs root, to change the root folder");
    assumeTrue(
        Stream.of("apt-get", "dpkg-deb", "python3", "unshare", "setpriv").allMatch(Machine::has),
        "needs ttyd and kubectl from Debian: apt-get, dpkg-deb, python3, unshare and setpriv");
    Process process =
        new ProcessBuilder("./build-rootfs").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String folder = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as("build-rootfs").isZero();
    return new RootFolder(Path.of(folder, "rootfs"), shared);
  }

  /** Starts {@code start-terminal} with this environment and no other. */
  StartedTerminal start(int user, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add("src/test/resources/run-rootfs");
    command.addAll(List.of(root.toString(), "" + user, shared.toString(), "start-terminal"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> all = new TreeMap<>(environment);
    all.putIfAbsent("HOME", user == 0 ? "/root" : "/home/terminal");
    all.put("PATH", PATH);
    all.put("TERM", "xterm-256color");
    all.put("LANG", "C.UTF-8");
    builder.environment().clear();
    builder.environment().putAll(all);
    return new StartedTerminal(builder.start());
  }
}
