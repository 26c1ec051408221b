package io.surety.watch;

import java.util.HashMap;
import java.util.Map;

/**
 * What became of requests, and of the rows in them.
 *
 * @param answered requests
 * @param failed requests that were not answered for a fault of the version; those that something
 *     failed which every version needs are no evidence
 * @param rows that were answered
 * @param unknown by input: rows that were refused for a category that the model does not know
 * @param bundles how rows came together
 */
public record RequestCounts(
    long answered, long failed, long rows, Map<String, Long> unknown, Bundles bundles) {

  private static final int FEW_BUNDLES = 10;

  /** None. */
  public static final RequestCounts NONE = new RequestCounts(0, 0, 0, Map.of(), Bundles.NONE);

  public RequestCounts {
    unknown = Map.copyOf(unknown);
  }

  /**
   * Rows that came to one service in the same ten seconds: of a file, or of one caller, many have
   * the same category. All sums are over these bundles.
   *
   * @param count of bundles
   * @param rowsSquared sum of the squares of their rows, answered or refused
   * @param unknownSquared sum of the squares of their refused rows
   * @param products sum of their rows times their refused rows
   */
  public record Bundles(long count, double rowsSquared, double unknownSquared, double products) {

    /** None. */
    public static final Bundles NONE = new Bundles(0, 0, 0, 0);

    /** One more. */
    public Bundles with(long rows, long unknown) {
      return new Bundles(
          count + 1,
          rowsSquared + (double) rows * rows,
          unknownSquared + (double) unknown * unknown,
          products + (double) rows * unknown);
    }

    Bundles and(Bundles other) {
      return new Bundles(
          count + other.count,
          rowsSquared + other.rowsSquared,
          unknownSquared + other.unknownSquared,
          products + other.products);
    }

    /** As how many bundles of one size they tell, where some have most of the rows (Kish). */
    private double alike(long all) {
      return rowsSquared == 0 ? 0 : all / (rowsSquared / all);
    }

    private double designEffect(long unknown, long all) {
      if (unknown == 0 || unknown == all || count < 2) {
        return 1;
      }
      double share = (double) unknown / all;
      double between = unknownSquared - 2 * share * products + share * share * rowsSquared;
      double independent = share * (1 - share) * all;
      return Math.max(1, between * count / (count - 1.0) / independent);
    }
  }

  long allUnknown() {
    return unknown.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * How many times the variance of independent rows the share of refused rows has, by how much it
   * differs between bundles (Rao and Scott, Biometrics 48, 1992); at least 1. Few bundles do not
   * tell that, nor do many of which some have most of the rows: each is then taken for one row.
   */
  double designEffect() {
    if (bundles.count() == 0) {
      return 1;
    }
    long refused = allUnknown();
    long all = refused + rows;
    double between = bundles.designEffect(refused, all);
    return bundles.alike(all) >= FEW_BUNDLES
        ? between
        : Math.max(between, (double) all / bundles.count());
  }

  /** These and those of another stretch. */
  RequestCounts and(RequestCounts other) {
    Map<String, Long> both = new HashMap<>(unknown);
    other.unknown.forEach((input, count) -> both.merge(input, count, Long::sum));
    return new RequestCounts(
        answered + other.answered,
        failed + other.failed,
        rows + other.rows,
        both,
        bundles.and(other.bundles));
  }
}
