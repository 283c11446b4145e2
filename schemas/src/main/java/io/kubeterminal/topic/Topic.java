package io.kubeterminal.topic;

import java.util.Map;

/** One topic: its name and the settings it is created with. Keys are terminal ids as UTF-8 text. */
public record Topic(String name, Map<String, String> settings) {

  public Topic {
    settings = Map.copyOf(settings);
  }

  /** The topic that takes what cannot be read from this one, or is refused. */
  public Topic deadLetters() {
    return new Topic(name + "-dlt", Topics.DEAD_LETTER_SETTINGS);
  }
}
