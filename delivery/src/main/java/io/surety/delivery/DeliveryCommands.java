package io.surety.delivery;

import io.surety.terminal.Session;
import java.util.List;

/** The commands that deliver. */
public final class DeliveryCommands {

  private DeliveryCommands() {}

  /** All of them, for the command line of the program around them. */
  public static List<Object> all(Session session) {
    return List.of(new ShipCommand(session), new RehearseCommand(session));
  }
}
