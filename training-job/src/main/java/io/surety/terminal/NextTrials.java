package io.surety.terminal;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.UnreadableBundle;
import io.surety.bundle.WatchedFigure;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.PostgresServedModels;
import io.surety.watch.NextTrial;
import io.surety.watch.Watched;
import io.surety.watch.WatchedVersions;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What comes next of open breakers. */
final class NextTrials {

  private final PostgresServedModels bundles;
  private final List<Watched> watched;

  /** Reads how they stand now. */
  NextTrials(DataSource source) {
    this.bundles = new PostgresServedModels(source);
    this.watched = new WatchedVersions(source).all();
  }

  /** An open breaker and what comes next of it. */
  record Waiting(Watched watched, NextTrial next) {

    String sentence() {
      return next.sentence(watched);
    }

    /** Puts {@code next_trial}, which is null where a person has to decide, and why. */
    void fill(ObjectNode object) {
      object.put("next_trial", next instanceof NextTrial.From from ? from.at().toString() : null);
      object.put("openings", watched.openings());
      ArrayNode causes = object.putArray("opened_by");
      watched.causes().stream().map(WatchedFigure::toString).forEach(causes::add);
      object.put("next", sentence());
    }
  }

  /** Of one that is open and watched; empty for any other, and where its bundle cannot be read. */
  Optional<Waiting> of(Breaker breaker) {
    return breaker.served() && breaker.state() == BreakerState.OPEN
        ? watched.stream()
            .filter(each -> each.version().equals(breaker.version()))
            .filter(each -> each.alias().equals(breaker.alias()))
            .findFirst()
            .flatMap(each -> policy(each).flatMap(policy -> of(each, policy)))
        : Optional.empty();
  }

  static Optional<Waiting> of(Watched watched, BreakerPolicy policy) {
    return watched.nextTrial(policy).map(next -> new Waiting(watched, next));
  }

  private Optional<BreakerPolicy> policy(Watched each) {
    try {
      return Optional.of(ModelBundle.read(bundles.bundle(each.sha256())).manifest().breaker());
    } catch (UnreadableBundle damaged) {
      return Optional.empty();
    }
  }
}
