package io.surety.prediction.champion;

import io.surety.registry.Alias;
import java.time.Duration;

/** A service whose registry names no champion. */
public final class NoChampion {

  private NoChampion() {}

  /** Of the model loan-risk. */
  public static Champion ofLoanRisk() {
    Champion champion =
        new Champion(
            new ChampionSettings("loan-risk", Duration.ofSeconds(1), Alias.CHAMPION, null, false));
    champion.stand(new Standing.Vacant());
    return champion;
  }
}
