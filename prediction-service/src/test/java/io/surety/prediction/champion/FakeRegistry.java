package io.surety.prediction.champion;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.TestedRegistry;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.ServedModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry in memory, which counts what was loaded from it. */
final class FakeRegistry implements ServedModels {

  final Map<String, byte[]> bytes = new HashMap<>();
  final List<String> loads = new ArrayList<>();
  Optional<Served> served = Optional.empty();
  BreakerState breaker = BreakerState.CLOSED;
  Optional<Served> fallback = Optional.empty();
  Optional<Served> standby = Optional.empty();
  Optional<Served> challenger = Optional.empty();
  Optional<PolicyAnswer> policy = Optional.empty();
  boolean away;

  void promote(int number, byte[] bundle) {
    served = Optional.of(add(number, bundle));
  }

  void challenge(int number, byte[] bundle) {
    challenger = Optional.of(add(number, bundle));
  }

  private Served add(int number, byte[] bundle) {
    String sha256 = TestedRegistry.sha256(bundle);
    bytes.put(sha256, bundle);
    return new Served(new ModelVersion("loan-risk", number), sha256);
  }

  void open(Optional<Served> answers, PolicyAnswer otherwise) {
    breaker = BreakerState.OPEN;
    fallback = answers;
    policy = Optional.of(otherwise);
  }

  void close() {
    breaker = BreakerState.CLOSED;
    fallback = Optional.empty();
    policy = Optional.empty();
  }

  @Override
  public Optional<Served> find(String modelName, Alias alias) {
    assertThat(modelName).isEqualTo("loan-risk");
    if (away) {
      throw new IllegalStateException("connection refused");
    }
    return alias.equals(Alias.CHALLENGER) ? challenger : served;
  }

  @Override
  public Optional<Answering> answering(String modelName, Alias alias) {
    return find(modelName, alias)
        .map(present -> new Answering(present, breaker, fallback, policy, standby));
  }

  @Override
  public Optional<Staged> find(ModelVersion version) {
    throw new UnsupportedOperationException("The watch asks for aliases alone.");
  }

  @Override
  public List<ModelVersion> approved(String modelName) {
    throw new UnsupportedOperationException("The watch asks for aliases alone.");
  }

  @Override
  public byte[] bundle(String sha256) {
    loads.add(sha256);
    return bytes.get(sha256);
  }
}
