package io.surety.testing;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills what is at work, again and again, one victim at a random instant each time, and has it
 * proved after each recovery that nothing is lost and nothing is there twice. The seed is printed
 * and can be given back ({@code surety.test.seed}); so can be the number of kills ({@code
 * surety.test.kills}).
 */
public final class RandomKills {

  private final String test;
  private final long seed;
  private final int kills;
  private final Duration longestLife;

  /**
   * Kills so often where nothing is said.
   *
   * @param test its name, for the words about the seed
   * @param longestLife the most time between a recovery and the next kill
   */
  public RandomKills(String test, int usualKills, Duration longestLife) {
    this.test = test;
    this.seed = Long.getLong("surety.test.seed", System.nanoTime() & 0xFFFF);
    this.kills = Integer.getInteger("surety.test.kills", usualKills);
    this.longestLife = longestLife;
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
    System.err.printf(
        "%s seed=%d kills=%d (again with -Dsurety.test.seed=%d)%n", test, seed, kills, seed);
    Random random = new Random(seed);
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
            "After kill %d, of %s, %d ms after a recovery, with seed %d: %s"
                .formatted(kill, victim.name(), life / 1_000_000, seed, broken.getMessage()),
            broken);
      }
    }
  }
}
