package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A forest laid out for scoring: almost always one plot, more when it is too large for the bits of
 * a node. Any number of threads may walk through it: each keeps one {@link RowWalk} of its own, but
 * for virtual threads, which live too short for that and make one for each row.
 */
final class Plots {

  private final float[] base;
  private final int inputs;
  private final Plot[] plots;
  private final int slots;
  private final ThreadLocal<RowWalk> ofThread;

  private Plots(float[] base, int inputs, List<Plot> plots) {
    this.base = base;
    this.inputs = inputs;
    this.plots = plots.toArray(Plot[]::new);
    int most = plots.stream().mapToInt(Plot::slots).max().orElse(1);
    this.slots = most;
    this.ofThread = ThreadLocal.withInitial(() -> new RowWalk(most));
  }

  /**
   * Lays out the trees of one class, or of two.
   *
   * @throws UnreadableForest when a single tree is too large
   */
  static Plots of(float[] base, int inputs, List<List<Tree>> treesByClass) {
    List<Plot> plots = new ArrayList<>();
    PlotBuilder plot = new PlotBuilder();
    for (TreePair pair : TreePair.of(treesByClass)) {
      if (!plot.add(pair.tree(), pair.twin())) {
        if (!plot.isEmpty()) {
          plots.add(plot.plot(base.length));
        }
        plot = new PlotBuilder();
        if (!plot.add(pair.tree(), pair.twin())) {
          throw new UnreadableForest(
              ("A tree of the forest has more than %,d nodes, or asks more than %,d different"
                      + " things of a row; train smaller trees.")
                  .formatted(NodeBits.MOST_NODES - 1, NodeBits.MOST_SLOTS - 1));
        }
      }
    }
    plots.add(plot.plot(base.length));
    return new Plots(base, inputs, plots);
  }

  /** The margin of the row that begins at an index of an array of rows. */
  float margin(float[] rows, int at) {
    RowWalk walk = begun(walk());
    for (Plot plot : plots) {
      plot.rowKeys().fill(rows, at, walk.keys);
      plot.walkTrees(walk);
    }
    return margin(walk);
  }

  float margin(double[] row) {
    RowWalk walk = begun(walk());
    for (Plot plot : plots) {
      plot.rowKeys().fill(row, walk.keys);
      plot.walkTrees(walk);
    }
    return margin(walk);
  }

  void margins(float[] rows, int count, float[] into) {
    int row = 0;
    if (count >= Plot.LANES) {
      RowWalk[] walks = new RowWalk[Plot.LANES];
      Arrays.setAll(walks, lane -> new RowWalk(slots));
      for (; row + Plot.LANES <= count; row += Plot.LANES) {
        walkRows(walks, rows, row, into);
      }
    }
    for (; row < count; row++) {
      into[row] = margin(rows, row * inputs);
    }
  }

  private void walkRows(RowWalk[] walks, float[] rows, int first, float[] into) {
    for (RowWalk walk : walks) {
      begun(walk);
    }
    for (Plot plot : plots) {
      for (int lane = 0; lane < walks.length; lane++) {
        plot.rowKeys().fill(rows, (first + lane) * inputs, walks[lane].keys);
      }
      plot.walkRows(walks);
    }
    for (int lane = 0; lane < walks.length; lane++) {
      into[first + lane] = margin(walks[lane]);
    }
  }

  private RowWalk walk() {
    return Thread.currentThread().isVirtual() ? new RowWalk(slots) : ofThread.get();
  }

  private RowWalk begun(RowWalk walk) {
    walk.sum = base[base.length - 1];
    walk.twinSum = base[0];
    return walk;
  }

  private float margin(RowWalk walk) {
    return base.length == 1 ? walk.sum : walk.sum - walk.twinSum;
  }
}
