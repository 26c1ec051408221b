package io.surety.training;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import io.surety.feature.Feature;
import io.surety.spec.Input;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.OutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The loans of one side as a Tribuo dataset that holds no examples: they are made when they are
 * asked for, and share names, labels and the columns that were read.
 */
@SuppressWarnings("serial")
final class LoanDataset extends Dataset<Label> {

  static final Label GOOD = new Label("paid");
  static final Label BAD = new Label("not paid");

  private final LoanRows rows;
  private final int[] members;
  private final String[] names;
  private final int[] features;
  private final ImmutableFeatureMap featureMap;
  private final OutputInfo<Label> outputs;
  private final ImmutableOutputInfo<Label> outputIds;

  LoanDataset(LoanRows rows, int[] members, List<Input> inputs) {
    super(
        new SimpleDataSourceProvenance(
            "loans of the feature store", LogisticTrainer.NO_TIME, new LabelFactory()),
        new LabelFactory());
    this.rows = rows;
    this.members = members;
    this.names = inputs.stream().map(Input::name).toArray(String[]::new);
    this.features = inputs.stream().map(Input::feature).mapToInt(Feature::ordinal).toArray();
    this.featureMap = new SchemaOrder(this);
    MutableOutputInfo<Label> observed = getOutputFactory().generateInfo();
    for (int member : members) {
      observed.observe(rows.status[member] == 1 ? BAD : GOOD);
    }
    this.outputs = observed;
    this.outputIds = observed.generateImmutableOutputInfo();
  }

  int width() {
    return features.length;
  }

  String name(int input) {
    return names[input];
  }

  /** NaN where it is missing. */
  double value(int index, int input) {
    return rows.features[members[index] * LoanRows.FEATURES + features[input]];
  }

  /** The row of a loan as a scorer takes it: in the order of the schema, NaN where missing. */
  double[] row(int index) {
    double[] row = new double[features.length];
    for (int input = 0; input < row.length; input++) {
      row[input] = value(index, input);
    }
    return row;
  }

  /** All values of an input. */
  double[] column(int input) {
    double[] column = new double[members.length];
    for (int index = 0; index < column.length; index++) {
      column[index] = value(index, input);
    }
    return column;
  }

  /** True where a loan was not paid on time. */
  boolean[] labels() {
    boolean[] labels = new boolean[members.length];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = rows.status[members[index]] == 1;
    }
    return labels;
  }

  Label label(int index) {
    return rows.status[members[index]] == 1 ? BAD : GOOD;
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public Example<Label> getExample(int index) {
    return new LoanExample(this, index);
  }

  @Override
  public List<Example<Label>> getData() {
    return new AbstractList<>() {
      @Override
      public Example<Label> get(int index) {
        return getExample(index);
      }

      @Override
      public int size() {
        return members.length;
      }
    };
  }

  @Override
  public synchronized Iterator<Example<Label>> iterator() {
    return getData().iterator();
  }

  @Override
  public synchronized void shuffle(boolean shuffle) {
    throw new UnsupportedOperationException("Loans are learnt in one order, so that it repeats.");
  }

  @Override
  public Set<Label> getOutputs() {
    return outputs.getDomain();
  }

  @Override
  public ImmutableOutputInfo<Label> getOutputIDInfo() {
    return outputIds;
  }

  @Override
  public OutputInfo<Label> getOutputInfo() {
    return outputs;
  }

  @Override
  public ImmutableFeatureMap getFeatureIDMap() {
    return featureMap;
  }

  @Override
  public FeatureMap getFeatureMap() {
    return featureMap;
  }

  @Override
  public DatasetProvenance getProvenance() {
    return new DatasetProvenance(sourceProvenance, new ListProvenance<>(), this);
  }

  @Override
  public DatasetProto serialize() {
    throw new UnsupportedOperationException(
        "Loans are kept in the ledger, not as Tribuo datasets.");
  }
}
