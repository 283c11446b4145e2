package io.kubeterminal.provisioner.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell makes of the command, the way images start it: split into words, not read again. */
class KeptShellTest {

  private static final String AS_IMAGES_DO = "exec ${TTYD_COMMAND:-none}";

  @TempDir private Path path;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void an_image_without_tmux_gets_a_plain_bash() throws Exception {
    program("bash", "echo \"bash <$KEEP_SHELL$TTYD_COMMAND>\"");
    assertThat(run(AS_IMAGES_DO)).isEqualTo("bash <>\n");
  }

  @Test
  void where_tmux_is_it_runs_in_utf8_and_its_end_is_the_end() throws Exception {
    program("bash", "echo never");
    program("tmux", "case $* in *attach*|*new-session*) echo \"$*\";; *) exit 1;; esac");
    assertThat(run(AS_IMAGES_DO))
        .startsWith("-u -L kube-terminal -f /dev/null start-server ; ")
        .contains("; new-session -d -s main sh -c unset TMUX TMUX_PANE TMUX_TMPDIR; exec bash ;")
        .endsWith("\n-u -L kube-terminal -f /dev/null attach-session -t main:\n");
  }

  @Test
  void where_tmux_does_not_work_it_is_bash_all_the_same() throws Exception {
    program("bash", "echo bash");
    program("tmux", "exit 1");
    assertThat(run(AS_IMAGES_DO)).isEqualTo("bash\n");
  }

  @Test
  void the_command_for_a_kubeconfig_runs_the_same() throws Exception {
    program("bash", "echo bash");
    program("grep", "exit 1");
    program("ttyd", "[ \"$1\" = --help ] || { shift 2; exec \"$@\"; }");
    program("sleep", "exit 1");
    program("tmux", "case $* in *attach*) echo tmux;; *) exit 1;; esac");
    assertThat(run(ManifestSettings.KUBECONFIG_COMMAND)).isEqualTo("tmux\n");
    assertThat(path.resolve("home/.kube/config")).hasContent("mounted");
  }

  @Test
  void kubernetes_finds_no_variable_of_its_own_in_it() {
    assertThat(KeptShell.SCRIPT + KeptShell.COMMAND + ManifestSettings.KUBECONFIG_COMMAND)
        .doesNotContainPattern("\\$\\([A-Za-z_]");
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(path.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void the_command_for_a_kubeconfig_shows_ttyd_its_credential_and_the_shell_none()
      throws Exception {
    program("bash", "echo \"<$TTYD_CREDENTIAL>\"");
    program("grep", "exit 1");
    program("sleep", "exit 1");
    program("ttyd", "[ \"$1\" = --help ] || { echo \"$3 $4\"; shift 4; exec \"$@\"; }");
    environment.put("TTYD_CREDENTIAL", "terminal:not a secret");
    assertThat(run(ManifestSettings.KUBECONFIG_COMMAND))
        .isEqualTo("-c terminal:not a secret\n<>\n");
  }

  private String run(String command) throws IOException, InterruptedException {
    for (String program : List.of("sh", "mkdir", "cp")) {
      Files.createSymbolicLink(path.resolve(program), Path.of("/bin", program));
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put(KeptShell.COMMAND_VARIABLE, KeptShell.COMMAND);
    builder.environment().put(KeptShell.VARIABLE, KeptShell.SCRIPT);
    builder.environment().put("HOME", path.resolve("home").toString());
    builder
        .environment()
        .put("KUBECONFIG", Files.writeString(path.resolve("mounted"), "mounted").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
