package io.surety.prediction.champion;

import io.surety.bundle.Example;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reasons;
import io.surety.bundle.RowBinder;
import io.surety.bundle.Scorer;
import io.surety.bundle.UnreadableBundle;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels.Served;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verified model, ready to score. It never changes; any number of threads may share it. */
public final class LoadedModel {

  private final Served served;
  private final boolean approved;
  private final Capacity capacity;
  private final List<ModelInput> inputs;
  private final List<String> definitions;
  private final RowBinder binder;
  private final Scorer scorer;
  private final Reasons reasons;
  private final List<Example> examples;
  private final double trialShare;

  private LoadedModel(Served served, ModelBundle bundle, boolean approved) {
    this.served = served;
    this.approved = approved;
    this.capacity = new Capacity.Named();
    this.inputs = bundle.manifest().schema().inputs();
    this.definitions = bundle.manifest().schema().definitions();
    this.binder = bundle.binder();
    this.scorer = bundle.scorer();
    this.reasons = bundle.reasons();
    this.examples = bundle.examples();
    this.trialShare = bundle.manifest().breaker().trialShare();
  }

  private LoadedModel(LoadedModel same, Capacity capacity) {
    this.served = same.served;
    this.approved = same.approved;
    this.capacity = capacity;
    this.inputs = same.inputs;
    this.definitions = same.definitions;
    this.binder = same.binder;
    this.scorer = same.scorer;
    this.reasons = same.reasons;
    this.examples = same.examples;
    this.trialShare = same.trialShare;
  }

  /**
   * Reads a bundle, proves its checksums and definitions, and scores its examples again.
   *
   * @throws UnreadableBundle when any of that fails, or the bundle holds another model
   */
  public static LoadedModel verified(Served served, byte[] bytes) {
    ModelBundle bundle = ModelBundle.read(bytes);
    if (!bundle.sha256().equals(served.sha256())) {
      throw new UnreadableBundle(
          "The bundle has the SHA-256 %s, but %s was registered with %s."
              .formatted(bundle.sha256(), served.version(), served.sha256()));
    }
    String itsName = bundle.manifest().modelName();
    if (!itsName.equals(served.version().name())) {
      throw new UnreadableBundle(
          "The bundle of %s holds the model %s.".formatted(served.version(), itsName));
    }
    bundle.verify();
    return new LoadedModel(served, bundle, true);
  }

  public ModelVersion version() {
    return served.version();
  }

  /** The model of a file that was verified already. */
  static LoadedModel of(BundleFile file) {
    Served served = new Served(file.version(), file.bundle().sha256());
    return new LoadedModel(served, file.bundle(), file.approved());
  }

  /** False for a model that nobody approved and that answers because somebody allowed it. */
  public boolean approved() {
    return approved;
  }

  /** In which capacity it answers. */
  public Capacity capacity() {
    return capacity;
  }

  /** Whether it answers because of a breaker, or the policy does for it. */
  boolean replaces() {
    return capacity instanceof Capacity.Fallback || capacity instanceof Capacity.Policy;
  }

  /**
   * The model itself, where an answer needs one that scores.
   *
   * @throws BreakerOpen when it reads requests alone, and the policy answers them
   */
  public LoadedModel requireScoring() {
    if (capacity instanceof Capacity.Policy policy) {
      throw new BreakerOpen(version(), policy);
    }
    return this;
  }

  /** The same model, answering in another capacity; nothing is loaded for that. */
  LoadedModel as(Capacity other) {
    return new LoadedModel(this, other);
  }

  /** The same model, as one that was asked for by its number. */
  public LoadedModel named() {
    return capacity instanceof Capacity.Named ? this : as(new Capacity.Named());
  }

  Served served() {
    return served;
  }

  /** The feature definitions that the model needs, such as {@code age@1}. */
  public List<String> definitions() {
    return definitions;
  }

  /** The inputs in the order of a row. */
  public List<ModelInput> inputs() {
    return inputs;
  }

  /** Makes rows of what a request holds, or says what is wrong with it. */
  public RowBinder binder() {
    return binder;
  }

  /** The values of a user's features that are inputs of this model; others are left out. */
  public Map<String, @Nullable Object> inputsAmong(Map<String, ? extends @Nullable Object> known) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(inputs.size());
    for (ModelInput input : inputs) {
      if (input.definition() != null) {
        values.put(input.name(), known.get(input.name()));
      }
    }
    return values;
  }

  /** Scores and explains the rows of {@link #binder}. */
  public Scorer scorer() {
    return scorer;
  }

  /** Rows with the answers that were written down when the model was trained. */
  public List<Example> examples() {
    return examples;
  }

  /** The share of requests that it scores in shadow while its breaker is half-open. */
  public double trialShare() {
    return trialShare;
  }

  /** Tells in plain words what pushed the risk of a row up. */
  public Reasons reasons() {
    return reasons;
  }
}
