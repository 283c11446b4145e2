package io.kubeterminal.provisioner.manifest;

/**
 * What ttyd runs in a pod for each connection, so that a new one finds the shell and the screen of
 * the last: tmux where the image has one that works, and a plain bash otherwise.
 *
 * <p>Kubernetes would take a dollar sign before a parenthesis for a variable of its own: here are
 * back-quotes instead.
 */
final class KeptShell {

  /** The variable that holds the script. */
  static final String VARIABLE = "KEEP_SHELL";

  /** The variable with the command that an image's ttyd runs; it is split into words as it is. */
  static final String COMMAND_VARIABLE = "TTYD_COMMAND";

  /**
   * Three words without a blank in any, for nobody takes quotes off them: the inner shell makes the
   * blank, and reads the script from its variable.
   */
  static final String COMMAND = "sh -c eval${IFS}\"$" + VARIABLE + "\"";

  /**
   * Keeps out of sight whatever tmux adds: no status line, no keys of its own, no screen apart from
   * the one that scrolls. What a client's scrollback held is printed before the screen is drawn;
   * the pause keeps tmux, which throws away what is not sent yet, from losing it.
   */
  static final String SCRIPT =
      """
      unset KEEP_SHELL TTYD_COMMAND TTYD_CREDENTIAL
      [ -n "$LC_ALL$LC_CTYPE$LANG" ] || export LANG=C.UTF-8
      if command -v tmux >/dev/null 2>&1; then
        export TMUX_TMPDIR="${TMPDIR:-/tmp}"
        kept() { tmux -u -L kube-terminal -f /dev/null "$@"; }
        term=xterm-256color
        for folder in /etc /lib /usr/lib /usr/share; do
          [ ! -e $folder/terminfo/t/tmux-256color ] || term=tmux-256color
        done
        scrolled=`kept display-message -p -t main: '#{history_size}' 2>/dev/null` || scrolled=none
        if [ "$scrolled" != none ]; then
          printf '\\033c'
          if [ "$scrolled" -gt 0 ]; then
            kept capture-pane -p -e -t main: -S -2000 -E -1
            lines=`stty size 2>/dev/null` || lines=51
            lines=${lines%% *}
            while [ $lines -gt 1 ]; do echo; lines=$((lines - 1)); done
            sleep 0.2
          fi
        fi
        kept start-server \\; \\
          set -gq status off \\; set -gq prefix None \\; set -gq mouse off \\; \\
          set -gq history-limit 5000 \\; set -sq escape-time 10 \\; set -sq set-clipboard off \\; \\
          set -gq set-titles on \\; set -gq set-titles-string '#T' \\; \\
          set -gwq window-size latest \\; set -gq default-terminal $term \\; \\
          set -sq 'terminal-features[50]' 'xterm*:RGB' \\; \\
          set -sq 'terminal-overrides[50]' 'xterm*:Tc:smcup@:rmcup@' \\; \\
          new-session -d -s main sh -c 'unset TMUX TMUX_PANE TMUX_TMPDIR; exec bash' \\; \\
          unbind-key -a \\; unbind-key -a -T root 2>/dev/null
        kept attach-session -t main: && exit 0
      fi
      exec bash
      """;

  private KeptShell() {}
}
