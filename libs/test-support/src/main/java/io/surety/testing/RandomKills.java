package io.surety.testing;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills what is at work, again and again, one victim at a random instant each time, and has it
 * proved after each recovery that nothing is lost and nothing is there twice. The {@link Seed} is
 * printed and can be given back.
 */
public final class RandomKills {

  private final Seed seed;
  private final int kills;
  private final Duration longestLife;

  /**
   * Kills so often where nothing is said.
   *
   * @param test its name, for the words about the seed
   * @param longestLife the most time between a recovery and the next kill
   */
  public RandomKills(String test, int usualKills, Duration longestLife) {
    this.kills = number(usualKills);
    this.seed = Seed.of("%s, %d kills".formatted(test, kills));
    this.longestLife = longestLife;
  }

  /** How often a test kills: so often as {@code surety.test.kills} says, or as usual. */
  public static int number(int usual) {
    return Integer.getInteger("surety.test.kills", usual);
  }

  /** Who can be killed without notice, and brought back. */
  public interface Victim {

    /** As the words about a kill have it. */
    String name();

    /** Ends it as kill -9 does; returns when it is gone. */
    void kill();

    /** Brings it back; returns when it is at work again. */
    void revive();
  }

  /** Proves that everything is whole. */
  @FunctionalInterface
  public interface Proof {

    /** Throws when something is lost or doubled. */
    void check() throws Exception;
  }

  /** Kills one of these after the other, and proves after each recovery. */
  public void amongst(List<? extends Victim> victims, Proof whole) throws Exception {
    Random random = seed.random();
    for (int kill = 1; kill <= kills; kill++) {
      Victim victim = victims.get(random.nextInt(victims.size()));
      long life = (long) (random.nextDouble() * longestLife.toNanos());
      long end = System.nanoTime() + life;
      while (System.nanoTime() - end < 0) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      victim.kill();
      victim.revive();
      try {
        whole.check();
      } catch (Exception | AssertionError broken) {
        throw new AssertionError(
            "After kill %d, of %s, %d ms after a recovery, with %s: %s"
                .formatted(kill, victim.name(), life / 1_000_000, seed, broken.getMessage()),
            broken);
      }
    }
  }
}
