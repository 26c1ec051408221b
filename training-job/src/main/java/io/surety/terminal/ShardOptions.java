package io.surety.terminal;

import io.surety.batch.Shard;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a batch is meant. */
final class ShardOptions {

  private static final String INDEX = "JOB_COMPLETION_INDEX";

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Does part I, from 0, of N parts of the batch that --key names.")
  private @Nullable String shard;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description =
          "As --shard I/N, with I from JOB_COMPLETION_INDEX, which an indexed Job of Kubernetes"
              + " sets.")
  private @Nullable Integer shards;

  Shard shard(Map<String, String> environment) {
    if (shard != null && shards != null) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--shard and --shards say the same; leave one of them out.");
    }
    if (shards != null) {
      String index = environment.getOrDefault(INDEX, "");
      if (index.isBlank()) {
        throw new CommandFailed(
            ExitCode.WRONG_USAGE,
            "--shards takes the number of the part from %s, which is not set; name it with --shard I/N."
                .formatted(INDEX));
      }
      return parse(index + "/" + shards);
    }
    return shard == null ? Shard.WHOLE : parse(shard);
  }

  private static Shard parse(String text) {
    try {
      return Shard.parse(text)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "'%s' is no shard; write I/N with I from 0, such as 0/4.".formatted(text)));
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }
}
