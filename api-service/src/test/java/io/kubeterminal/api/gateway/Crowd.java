package io.kubeterminal.api.gateway;

import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Takes every seat that a terminal has. */
public final class Crowd {

  private Crowd() {}

  public static void at(ApplicationContext service, UUID terminalId) {
    Seats seats = service.getBean(Seats.class);
    int user = 0;
    while (seats.take(terminalId, "user " + user) instanceof Seats.Taken) {
      user++;
    }
  }
}
