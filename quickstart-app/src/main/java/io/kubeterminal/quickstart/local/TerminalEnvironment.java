package io.kubeterminal.quickstart.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The environment of a local terminal: the contract of a terminal image, and of this machine only
 * what a shell cannot do without. The home folder is the terminal's own, and KUBECONFIG always
 * points into it, so that {@code kubectl} never speaks as the person who runs the quickstart.
 */
final class TerminalEnvironment {

  private static final List<String> OF_THIS_MACHINE =
      List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "USER", "LOGNAME");

  private TerminalEnvironment() {}

  static Map<String, String> of(UUID id, TerminalUser user, TerminalFolder home, String shell) {
    Map<String, String> environment = new HashMap<>();
    for (String name : OF_THIS_MACHINE) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("TERM", "xterm-256color");
    environment.put("SHELL", shell);
    environment.put("HOME", home.path().toString());
    environment.put("KUBECONFIG", home.kubeconfig().toString());
    environment.put(MarkedProcesses.MARK, id.toString());
    environment.put("USER_NAME", user.name());
    environment.put("NAMESPACE", user.namespace());
    if (user.apiServer() != null) {
      environment.put("APISERVER", user.apiServer().toString());
    }
    return environment;
  }
}
