package io.surety.terminal;

import io.surety.watch.WatchSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a process watches, as its surroundings say. */
public final class Watching {

  private static final String WEBHOOK = "SURETY_WEBHOOK";

  private Watching() {}

  /** Looks so often, and tells the webhook that the environment names, if it names one. */
  public static WatchSettings settings(Map<String, String> environment, Duration every) {
    try {
      return new WatchSettings(every, webhook(environment), name());
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private static @Nullable URI webhook(Map<String, String> environment) {
    String written = environment.getOrDefault(WEBHOOK, "").strip();
    if (written.isEmpty()) {
      return null;
    }
    try {
      return URI.create(written);
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "SURETY_WEBHOOK is no address; it looks like https://example.org/hooks/surety.");
    }
  }

  private static String name() {
    long process = ProcessHandle.current().pid();
    try {
      return InetAddress.getLocalHost().getHostName() + "/" + process;
    } catch (UnknownHostException nameless) {
      return "unnamed/" + process;
    }
  }
}
