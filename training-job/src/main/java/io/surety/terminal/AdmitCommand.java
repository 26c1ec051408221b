package io.surety.terminal;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.ModelExport;
import io.surety.registry.Admissions;
import io.surety.registry.Admissions.Admitted;
import io.surety.registry.Admissions.Promoted;
import io.surety.registry.Admissions.Promotion;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Signature;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes what another registry approved into this one. */
@Command(
    name = "admit",
    description = "Takes an approved export into this registry, under the same version number.",
    footer = {
      "",
      "The same file again changes nothing. The approval is kept with the registry and the login",
      "that it was given in, beside the login that admits. A champion that was rolled back here is",
      "not promoted again without --by, nor is what a breaker took out of service. Needs the role",
      "surety_admitter."
    })
final class AdmitCommand implements Callable<Integer> {

  private static final String DEPLOYMENT = "deployment";

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "What './surety export' wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Refuses the file unless it has this SHA-256, as 'export' told it.")
  private @Nullable String sha256;

  @Option(
      names = "--promote",
      paramLabel = "ALIAS",
      converter = AliasConverter.class,
      description = "Also lets this alias point at the version, unless it does already.")
  private @Nullable Alias alias;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who promotes; without it the promotion is recorded as a program's.")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is promoted.")
  private @Nullable String reason;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  AdmitCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    requireSignature();
    ModelExport export = read();
    Optional<Promotion> promotion =
        Optional.ofNullable(alias).map(name -> new Promotion(name, signature(export)));
    try (OpenDatabase open = database.open(session)) {
      Admitted admitted = new Admissions(open.as(Purpose.ADMITTING)).admit(export, promotion);
      tell(export, admitted);
    }
    return ExitCode.DONE.number();
  }

  private void requireSignature() {
    if ((by == null) != (reason == null) || (by != null && alias == null)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--by and --reason sign a promotion: give both with --promote, or neither.");
    }
    if ((by != null && by.isBlank()) || (reason != null && reason.isBlank())) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A decision needs a name and a reason: --by and --reason must not be blank.");
    }
  }

  private ModelExport read() {
    ModelExport export = ModelExport.read(file);
    if (sha256 != null && !export.sha256().equals(sha256.strip().toLowerCase(Locale.ROOT))) {
      throw new CommandFailed(
          "The export %s has the SHA-256 %s and not the one that --sha256 asks for; nothing was admitted."
              .formatted(file, export.sha256()));
    }
    export.bundle().verify();
    return export;
  }

  private Signature signature(ModelExport export) {
    return by == null || reason == null
        ? Signature.automatic(DEPLOYMENT, "deployed with the export " + export.sha256())
        : Signature.of(by.strip(), reason.strip());
  }

  private void tell(ModelExport export, Admitted admitted) {
    Console console = session.console();
    console.print(
        admitted.added()
            ? "%s is admitted, with its approval in %s by %s."
                .formatted(
                    admitted.version(),
                    export.manifest().registryName(),
                    export.approval().orElseThrow().decidedBy())
            : "%s is here already, with the same bundle and evidence: nothing changed."
                .formatted(admitted.version()));
    admitted
        .promotion()
        .ifPresent(promoted ->
            console.print(sentence(admitted.version(), requireNonNull(alias), promoted)));
  }

  private static String sentence(ModelVersion version, Alias alias, Promoted promoted) {
    return switch (promoted) {
      case NOW -> "%s is the %s now; %s".formatted(version, alias, DecisionOptions.effect(alias));
      case BEFORE -> "%s is the %s already: nothing changed.".formatted(version, alias);
      case TAKEN_BACK ->
          ("%1$s was the %2$s and was taken back, so it is not promoted again by itself: the %2$s is what it was."
                  + " Promote it with --by and --reason, or admit the export that shall serve.")
              .formatted(version, alias);
      case TAKEN_OUT ->
          ("A breaker took %1$s out of service, so it does not become the %2$s by itself: the %2$s is what it was."
                  + " See './surety breaker'; promote it with --by and --reason, or admit another.")
              .formatted(version, alias);
    };
  }
}
