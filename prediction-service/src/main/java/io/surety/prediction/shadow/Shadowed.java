package io.surety.prediction.shadow;

import io.surety.prediction.champion.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is answered of one request, and scored in shadow afterwards, if anybody does that. Not for
 * several threads at once.
 */
public final class Shadowed {

  /** Nobody scores in shadow. */
  static final Shadowed BY_NOBODY = new Shadowed();

  private final @Nullable LoadedModel answering;
  private final @Nullable Cast cast;
  private final @Nullable Shadow shadow;
  private List<Answered> rows = List.of();

  private Shadowed() {
    this.answering = null;
    this.cast = null;
    this.shadow = null;
  }

  Shadowed(LoadedModel answering, Cast cast, Shadow shadow) {
    this.answering = answering;
    this.cast = cast;
    this.shadow = shadow;
  }

  /** Whether anybody scores in shadow; otherwise nothing has to be added. */
  public boolean isWanted() {
    return cast != null;
  }

  /**
   * Adds a prediction.
   *
   * @param row as the model was given it that answers, or for which the policy does; it is not kept
   * @param user null when the features came with the request
   */
  public void add(UUID id, double[] row, @Nullable KnownUser user) {
    if (cast == null) {
      return;
    }
    boolean probed = cast.isProbed(id);
    boolean challenged = cast.isChallenged(probed);
    if (probed || challenged) {
      if (rows.isEmpty()) {
        rows = new ArrayList<>(1);
      }
      rows.add(new Answered(id, row.clone(), user, probed, challenged));
    }
  }

  /** What was added until now, to be handed over without what will be. */
  public Shadowed setApart() {
    if (cast == null || answering == null || shadow == null) {
      return this;
    }
    Shadowed apart = new Shadowed(answering, cast, shadow);
    apart.rows = rows;
    rows = List.of();
    return apart;
  }

  /** Hands over what was added, now that it may be told. Never waits, and never fails. */
  public void handOver() {
    if (cast != null && answering != null && shadow != null && !rows.isEmpty()) {
      shadow.offer(new Piece(answering, cast, rows));
      rows = List.of();
    }
  }
}
