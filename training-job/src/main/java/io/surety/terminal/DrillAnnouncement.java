package io.surety.terminal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a drill will change, said before it does. */
record DrillAnnouncement(
    DrillGround ground,
    DrillPeople people,
    double rate,
    Optional<Approval> approval,
    boolean secondVersion) {

  void say(Console console, URI url) {
    console.say("");
    console.say("A drill on %s at %s. It will".formatted(ground.champion(), url));
    for (String line : lines()) {
      List<String> wrapped = console.wrapped(line, 4);
      console.say("  - " + wrapped.getFirst());
      wrapped.stream().skip(1).forEach(rest -> console.say("    " + rest));
    }
    console.say("Nothing of that is taken back at the end.");
    console.say("");
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (makesSecond()) {
      lines.add(
          "train a version on the same loans, and promote it as %s, so that there is one to fall back to;"
              .formatted(approval.map(Approval::name).orElse("nobody")));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "send %.0f requests a second to the end, which are logged as any other;",
            rate));
    lines.add(
        "add %s of %s to the ledger, who differ by %s: first without what became of them, and then with it;"
            .formatted(
                Console.count(people.newcomers().loans(), "simulated loan"),
                Console.count(people.newcomers().users(), "newcomer"),
                people.wished()));
    lines.add(
        "have the watch take the champion out of service, so that meanwhile %s;"
            .formatted(
                makesSecond()
                    ? ground.champion() + " answers"
                    : ground
                        .standby()
                        .map(other -> other + " answers")
                        .orElseGet(() ->
                            "everybody gets the policy's answer (%s), because no version before it may; --second-version makes one"
                                .formatted(ground.policy().policyAnswer()))));
    lines.add("train a version on all loans, and register it as a candidate;");
    lines.add(
        approval
                .map(given -> "approve it as %s and promote it".formatted(given.name()))
                .orElse("wait for a person to approve and promote it")
            + ", and have the watch try it and let it answer.");
    return lines;
  }

  private boolean makesSecond() {
    return secondVersion && ground.standby().isEmpty();
  }
}
