package io.surety.terminal;

import io.surety.door.FrontDoor;
import io.surety.door.Target;
import io.surety.door.Weights;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One address before the services of one machine. */
@Command(
    name = "door",
    hidden = true,
    description =
        "Shares requests out among services of one machine, by weights that a file holds; for"
            + " compose.yaml.")
final class DoorCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DoorCommand.class);
  private static final long LOOK_MILLIS = 200;

  private final Session session;

  @Option(names = "--port", required = true, paramLabel = "PORT", description = "Where to listen.")
  private int port;

  @Option(
      names = "--to",
      required = true,
      arity = "1",
      paramLabel = "NAME=URL",
      description = "A service behind the door; may be repeated.")
  private List<String> targets = List.of();

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description =
          "Lines of NAME=WEIGHT, looked at five times a second. While it is not there, the first"
              + " service gets everything.")
  private Path file = Path.of("");

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  DoorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Target> behind = targets.stream().map(DoorCommand::target).toList();
    Weights begin = Weights.parse(List.of(behind.getFirst().name() + "=1"));
    try (FrontDoor door = FrontDoor.open(new InetSocketAddress(port), behind, begin)) {
      session.console().say("The door is open on port %d.".formatted(door.port()));
      watch(door);
    }
    return ExitCode.DONE.number();
  }

  private static Target target(String written) {
    try {
      return Target.parse(written);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "--to: " + refused.getMessage());
    }
  }

  /** A file that cannot be read changes nothing: the weights before it hold on. */
  private void watch(FrontDoor door) {
    String refused = "";
    CountDownLatch never = new CountDownLatch(1);
    try {
      do {
        try {
          if (Files.exists(file)) {
            door.weigh(Weights.parse(Files.readAllLines(file)));
          }
        } catch (IOException | IllegalArgumentException unfit) {
          String reason = String.valueOf(unfit.getMessage());
          if (!reason.equals(refused)) {
            LOG.warn("weights_refused file={} reason=\"{}\"", file, reason);
            refused = reason;
          }
        }
      } while (!never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
