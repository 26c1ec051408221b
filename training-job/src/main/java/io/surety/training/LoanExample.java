package io.surety.training;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ExampleProto;
import org.tribuo.util.Merger;

/**
 * One loan as Tribuo sees it: a view of a row of {@link LoanDataset}, 32 bytes, where Tribuo's own
 * examples hold names and values of their own. Missing values are left out, as Tribuo expects; the
 * rest come in the order of the schema. It cannot be changed.
 */
@SuppressWarnings("serial")
final class LoanExample extends Example<Label> {

  private final LoanDataset loans;
  private final int index;

  LoanExample(LoanDataset loans, int index) {
    super(loans.label(index));
    this.loans = loans;
    this.index = index;
  }

  @Override
  public Iterator<Feature> iterator() {
    return new Present();
  }

  @Override
  public int size() {
    int present = 0;
    for (int input = 0; input < loans.width(); input++) {
      if (!Double.isNaN(loans.value(index, input))) {
        present++;
      }
    }
    return present;
  }

  @Override
  public boolean validateExample() {
    return size() > 0;
  }

  @Override
  public boolean isDense(FeatureMap features) {
    return features.size() == size();
  }

  @Override
  public LoanExample copy() {
    return new LoanExample(loans, index);
  }

  @Override
  protected void sort() {
    throw unchangeable();
  }

  @Override
  public void add(Feature feature) {
    throw unchangeable();
  }

  @Override
  public void addAll(Collection<? extends Feature> features) {
    throw unchangeable();
  }

  @Override
  public void removeFeatures(List<Feature> features) {
    throw unchangeable();
  }

  @Override
  public void reduceByName(Merger merger) {
    throw unchangeable();
  }

  @Override
  protected void densify(List<String> names) {
    throw unchangeable();
  }

  @Override
  public void set(Feature feature) {
    throw unchangeable();
  }

  @Override
  public void canonicalize(FeatureMap features) {}

  @Override
  public ExampleProto serialize() {
    throw new UnsupportedOperationException(
        "Loans are kept in the ledger, not as Tribuo examples.");
  }

  private static UnsupportedOperationException unchangeable() {
    return new UnsupportedOperationException("A loan is as it was read.");
  }

  /** The values that are there. */
  private final class Present implements Iterator<Feature> {

    private int input = nextPresent(0);

    @Override
    public boolean hasNext() {
      return input < loans.width();
    }

    @Override
    public Feature next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Feature feature = new Feature(loans.name(input), loans.value(index, input));
      input = nextPresent(input + 1);
      return feature;
    }

    private int nextPresent(int from) {
      int at = from;
      while (at < loans.width() && Double.isNaN(loans.value(index, at))) {
        at++;
      }
      return at;
    }
  }
}
