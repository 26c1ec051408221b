package io.surety.terminal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the key pair that signs this machine's tokens. */
@Command(
    name = "keys",
    description = "Makes a key pair for tokens of this machine, when there is none.",
    footer = {
      "",
      "Writes signing-key.pem, which only its owner may read and which signs, and jwks.json, which"
          + " services read (surety.security.mode=keys, surety.security.keys=FILE). Whoever has the"
          + " first can make every token; to have new keys, move the folder away. Where an issuer"
          + " such as Entra ID is, use that."
    })
final class KeysCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the keys; made when it is not there.")
  Path folder = Path.of("");

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  KeysCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SigningKeys keys = new SigningKeys(folder);
    boolean made = keys.make();
    session
        .console()
        .say(
            made
                ? "Keys %s in %s.".formatted(keys.read().getKeyID(), folder)
                : "The keys in %s are there already, and were left as they are.".formatted(folder));
    return ExitCode.DONE.number();
  }
}
