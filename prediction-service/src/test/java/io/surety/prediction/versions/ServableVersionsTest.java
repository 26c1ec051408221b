package io.surety.prediction.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.champion.NoApprovedModel;
import io.surety.prediction.champion.NoChampion;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels;
import io.surety.registry.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class ServableVersionsTest {

  private static final int KEPT = 2;

  private final FakeRegistry registry = new FakeRegistry();
  private final ServableVersions versions =
      new ServableVersions(NoChampion.ofLoanRisk(), registry, new VersionSettings(KEPT));

  @Test
  void loadsAVersionOnceHoweverManyAskAtOnce() throws Exception {
    int callers = 16;
    registry.holds(1, 0.2);
    registry.loadsMayEnd = new CountDownLatch(callers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LoadedModel>> calls =
          IntStream.range(0, callers)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    registry.loadsMayEnd.countDown();
                    return versions.require("1");
                  }))
              .toList();
      LoadedModel first = calls.getFirst().get();
      for (Future<LoadedModel> call : calls) {
        assertThat(call.get()).isSameAs(first);
      }
    }
    assertThat(registry.loads).hasValue(1);
  }

  @Test
  void triesAgainAfterALoadThatFailed() {
    registry.holds(1, 0.2);
    registry.failing = true;
    assertThatThrownBy(() -> versions.require("1"))
        .isInstanceOf(DataAccessResourceFailureException.class);
    registry.failing = false;
    assertThat(versions.require("1").version()).isEqualTo(new ModelVersion("loan-risk", 1));
  }

  @Test
  void keepsNoMoreThanItWasTold() {
    for (int number = 1; number <= 5; number++) {
      registry.holds(number, 0.1 * number);
      versions.require(Integer.toString(number));
    }
    registry.away = true;
    assertThat(versions.all()).hasSize(KEPT);
  }

  @Test
  void describesWhatItLoadedOnceWithoutLoadingItAgain() {
    for (int round = 0; round < 3; round++) {
      for (int number = 1; number <= 5; number++) {
        registry.holds(number, 0.1 * number);
        assertThat(versions.describe(Integer.toString(number)).inputs()).hasSize(5);
      }
    }
    assertThat(registry.loads).hasValue(5);
  }

  @Test
  void asksTheRegistryNothingAboutWhatIsKept() {
    registry.holds(1, 0.2);
    LoadedModel loaded = versions.require("1");
    registry.away = true;
    assertThat(versions.require("1")).isSameAs(loaded);
  }

  @Test
  void refusesBytesThatAreNotTheOnesRegistered() {
    registry.holds(1, 0.2);
    registry.bytes.replaceAll((_, _) -> TinyBundle.answering(0.3));
    assertThatThrownBy(() -> versions.require("1"))
        .isInstanceOf(VersionUnusable.class)
        .hasMessageContaining("loan-risk/1");
  }

  @Test
  void takesNoNumberForAVersion() {
    for (String number : new String[] {"0", "-1", "1.0", "01", "x", "", "9999999999"}) {
      assertThatThrownBy(() -> versions.require(number)).isInstanceOf(VersionNotFound.class);
    }
    assertThatThrownBy(() -> versions.require(null)).isInstanceOf(NoApprovedModel.class);
    assertThatThrownBy(() -> versions.requireModel("other"))
        .isInstanceOf(VersionNotFound.class)
        .hasMessageContaining("the model that is served is loan-risk");
  }

  private static final class FakeRegistry implements ServedModels {

    private final Map<ModelVersion, Served> approved = new HashMap<>();
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private CountDownLatch loadsMayEnd = new CountDownLatch(0);
    private boolean failing;
    private boolean away;

    void holds(int number, double probability) {
      byte[] bundle = TinyBundle.answering(probability);
      String sha256 = TestedRegistry.sha256(bundle);
      bytes.put(sha256, bundle);
      ModelVersion version = new ModelVersion("loan-risk", number);
      approved.put(version, new Served(version, sha256));
    }

    @Override
    public Optional<Served> find(String modelName, Alias alias) {
      throw new UnsupportedOperationException("The champion is the watch's.");
    }

    @Override
    public Optional<Answering> answering(String modelName, Alias alias) {
      throw new UnsupportedOperationException("The champion is the watch's.");
    }

    @Override
    public Optional<Staged> find(ModelVersion version) {
      requireThere();
      return Optional.ofNullable(approved.get(version))
          .map(served -> new Staged(served, Stage.APPROVED));
    }

    @Override
    public List<ModelVersion> approved(String modelName) {
      requireThere();
      return new ArrayList<>(approved.keySet());
    }

    @Override
    public byte[] bundle(String sha256) {
      loads.incrementAndGet();
      try {
        loadsMayEnd.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (failing) {
        throw new DataAccessResourceFailureException("The connection broke.");
      }
      return bytes.get(sha256);
    }

    private void requireThere() {
      if (away) {
        throw new DataAccessResourceFailureException("There is no connection.");
      }
    }
  }
}
