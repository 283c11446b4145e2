package io.kubeterminal.asyncapi;

import static io.kubeterminal.topic.Topics.TERMINALS;
import static io.kubeterminal.topic.Topics.TERMINAL_EVENTS;
import static io.kubeterminal.topic.Topics.TERMINAL_HEARTBEATS;

import io.kubeterminal.topic.Topic;
import java.util.List;

/** Who writes and reads what: the arrows of ARCHITECTURE.md. */
enum Participant {
  OTHER_SERVICE(
      "other-service",
      sends(
          TERMINAL_EVENTS,
          "Asks for terminals, closes them, brings newer credentials.",
          "TerminalRequested",
          "TerminalCloseRequested",
          "TerminalCredentialRenewed"),
      sends(TERMINAL_HEARTBEATS, "Keeps terminals alive: a beat at half the TTL.", "Heartbeat"),
      receives(TERMINALS, "Follows where terminals are: the latest row of each."),
      receives(TERMINAL_EVENTS, "Follows everything that happens, in order.")),
  API_SERVICE(
      "api-service",
      sends(
          TERMINAL_EVENTS,
          "Writes what callers ask for.",
          "TerminalRequested",
          "TerminalCloseRequested",
          "TerminalCredentialRenewed"),
      sends(
          TERMINAL_HEARTBEATS,
          "Writes callers' beats, and that it can publish them.",
          "Heartbeat",
          "Beacon"),
      receives(TERMINALS, "Keeps the rows in memory."),
      receives(TERMINAL_HEARTBEATS, "Keeps the latest beats in memory.")),
  PROVISIONER_WORKER(
      "provisioner-worker",
      receives(TERMINAL_EVENTS, "Folds events into rows."),
      receives(TERMINAL_HEARTBEATS, "Mirrors the latest beats to Kubernetes."),
      sends(TERMINALS, "The only writer of rows.", "TerminalRow", "TerminalErased"),
      sends(
          TERMINAL_EVENTS,
          "Writes what it learned of the cluster.",
          "TerminalProgressed",
          "TerminalReady",
          "TerminalFailed",
          "TerminalCloseRequested",
          "TerminalClosed"),
      sends(
          TERMINAL_EVENTS.deadLetters(),
          "Events that cannot be read, or break the contract.",
          "DeadLetter")),
  REAPER_WORKER(
      "reaper-worker",
      receives(TERMINALS, "Reads leases."),
      receives(TERMINAL_HEARTBEATS, "Reads beats and beacons."),
      sends(
          TERMINAL_EVENTS,
          "Ends what is silent, and warns before.",
          "TerminalExpiring",
          "TerminalExpired"),
      sends(TERMINAL_HEARTBEATS, "Clears beats of ended terminals.", "HeartbeatErased"),
      sends(
          TERMINAL_HEARTBEATS.deadLetters(),
          "Beats that cannot be read, or break the contract.",
          "DeadLetter"),
      sends(
          TERMINALS.deadLetters(),
          "Rows that cannot be read, or break the contract.",
          "DeadLetter"));

  /**
   * @param messages those that are sent; empty for whoever receives: he gets all of the topic's
   */
  record Arrow(Action action, Topic topic, String words, List<String> messages) {}

  enum Action {
    SEND("send"),
    RECEIVE("receive");

    final String word;

    Action(String word) {
      this.word = word;
    }
  }

  final String title;
  final List<Arrow> arrows;

  Participant(String title, Arrow... arrows) {
    this.title = title;
    this.arrows = List.of(arrows);
  }

  private static Arrow sends(Topic topic, String words, String... messages) {
    return new Arrow(Action.SEND, topic, words, List.of(messages));
  }

  private static Arrow receives(Topic topic, String words) {
    return new Arrow(Action.RECEIVE, topic, words, List.of());
  }
}
