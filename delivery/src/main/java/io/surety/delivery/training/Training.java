package io.surety.delivery.training;

import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Toolbox.Answer;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Trains a candidate at a desk and leaves its evidence in the freight. */
public record Training(Desks desks, Freight freight, String proposer, List<String> settings) {

  /** Where the report is written in the image. */
  private static final String REPORT = "/tmp/report.html";

  /** What training says last names the version that it registered. */
  private static final Pattern REGISTERED =
      Pattern.compile("Next +\\./surety (?:approve|show) ([a-z0-9-]+/[1-9][0-9]*)");

  public Training {
    settings = List.copyOf(settings);
  }

  /** Trains, and leaves candidate, evidence, comparison and report. */
  public void train(Environment environment) {
    try (Desk desk = desks.open(environment, Desks.Work.TRAINING)) {
      Answer answer = desk.surety(line());
      if (answer.exit() != ExitCode.DONE.number()
          && answer.exit() != ExitCode.GATE_NOT_PASSED.number()) {
        throw new CommandFailed(
            "The training ended with exit code %d; its last lines above say why."
                .formatted(answer.exit()));
      }
      String version = registered(answer);
      desk.save(freight.place("models.json"), "models", "--json");
      desk.save(freight.place("evidence.json"), "show", version, "--json");
      desk.bring(REPORT, freight.place("report.html"));
      Optional<String> champion = champion(version);
      champion.ifPresent(
          served -> desk.save(freight.place("compare.json"), "compare", served, version, "--json"));
      freight.leave(new Candidate(version, answer.exit() == ExitCode.DONE.number(), champion));
    }
  }

  private String[] line() {
    List<String> line = new ArrayList<>(List.of("train", "--by", proposer, "--report", REPORT));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    return line.toArray(String[]::new);
  }

  private static String registered(Answer answer) {
    Matcher found = REGISTERED.matcher(answer.output());
    String version = "";
    while (found.find()) {
      version = found.group(1);
    }
    if (version.isEmpty()) {
      throw new CommandFailed(
          "The training did not say which version it registered; look at its lines above.");
    }
    return version;
  }

  /** The version of the same model that serves as champion. */
  private Optional<String> champion(String version) {
    String model = version.substring(0, version.indexOf('/') + 1);
    for (JsonNode each :
        freight.tree("models.json").stream().flatMap(JsonNode::valueStream).toList()) {
      String name = each.path("version").asString("");
      boolean serves =
          each.path("aliases")
              .valueStream()
              .anyMatch(alias -> alias.asString("").equals("champion"));
      if (serves && name.startsWith(model) && !name.equals(version)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** What a training is taken to say when lines are only printed. */
  public static Line supposed(Line line) {
    return line.supposing("Next    ./surety approve loan-risk/2 --by NAME --reason TEXT");
  }
}
