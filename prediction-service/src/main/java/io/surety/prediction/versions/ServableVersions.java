package io.surety.prediction.versions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.surety.bundle.ModelInput;
import io.surety.bundle.UnreadableBundle;
import io.surety.prediction.champion.BreakerOpen;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.champion.LoadedModel;
import io.surety.registry.DamagedBundle;
import io.surety.registry.ModelNotFound;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels;
import io.surety.registry.ServedModels.Served;
import io.surety.registry.ServedModels.Staged;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The versions of the champion's model that may answer: those that a person approved. One that is
 * not champion is loaded when it is first asked for, once however many ask, and verified as the
 * champion is. Approval is for good, so what is kept needs no second look at the registry; what
 * could not be loaded is tried again.
 */
public final class ServableVersions {

  private static final Logger LOG = LoggerFactory.getLogger(ServableVersions.class);
  private static final int MOST_DESCRIBED = 1_000;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Champion champion;
  private final ServedModels registry;
  private final Cache<ModelVersion, LoadedModel> kept;
  private final Cache<ModelVersion, Described> described;

  /** One load at a time, which takes many times the memory of what it leaves. */
  private final ReentrantLock loading = new ReentrantLock();

  /** What is known of a version that was loaded once, whether it still is or not. */
  public record Described(ModelVersion version, List<ModelInput> inputs) {

    public Described {
      inputs = List.copyOf(inputs);
    }

    private static Described of(LoadedModel model) {
      return new Described(model.version(), model.inputs());
    }
  }

  ServableVersions(Champion champion, ServedModels registry, VersionSettings settings) {
    this.champion = champion;
    this.registry = registry;
    this.described =
        Caffeine.newBuilder().maximumSize(MOST_DESCRIBED).executor(Runnable::run).build();
    this.kept = Caffeine.newBuilder().maximumSize(settings.kept()).executor(Runnable::run).build();
  }

  /** The name of the one model that this service serves. */
  public String modelName() {
    return champion.modelName();
  }

  /** Refuses the name of any other model. */
  public void requireModel(String name) {
    if (!name.equals(modelName())) {
      throw VersionNotFound.ofModel(name, modelName());
    }
  }

  /**
   * Refuses as long as nobody would be scored who names no version.
   *
   * @throws BreakerOpen when the policy answers instead of any model
   */
  public void requireReady() {
    champion.requireScoring();
  }

  /**
   * The model that answers when no version is named. Where the policy answers, it reads requests
   * and scores none.
   */
  public LoadedModel champion() {
    return champion.require();
  }

  /**
   * The model that answers.
   *
   * @param number as the request wrote it; null for {@link #champion}
   * @throws VersionNotFound when the registry has no such version
   * @throws VersionNotApproved when nobody approved it
   * @throws VersionUnusable when its bundle cannot be read or verified
   */
  public LoadedModel require(@Nullable String number) {
    if (number == null) {
      return champion();
    }
    ModelVersion version = version(number);
    Optional<LoadedModel> loaded = loaded(version);
    return loaded.isPresent() ? loaded.get() : load(requireApproved(version));
  }

  /**
   * What a version takes, for those who do not score with it. It is loaded for that the first time
   * alone, so asking about many versions in turn does not load them over and over.
   *
   * @param number as {@link #require} has it, with the same refusals
   */
  public Described describe(@Nullable String number) {
    if (number == null) {
      return Described.of(champion.require());
    }
    Described known = described.getIfPresent(version(number));
    return known == null ? Described.of(require(number)) : known;
  }

  private ModelVersion version(String number) {
    if (!NUMBER.matcher(number).matches()) {
      throw VersionNotFound.ofNumber(number, modelName());
    }
    return new ModelVersion(modelName(), Integer.parseInt(number));
  }

  /** What may be asked for: every approved version, or those loaded while the registry is away. */
  public List<ModelVersion> all() {
    try {
      return registry.approved(modelName());
    } catch (DataAccessException away) {
      LOG.warn("approved_versions_not_listed model={}", modelName(), away);
      TreeSet<Integer> numbers = new TreeSet<>();
      Stream.concat(champion.find().stream(), kept.asMap().values().stream())
          .forEach(model -> numbers.add(model.version().number()));
      return numbers.stream().map(number -> new ModelVersion(modelName(), number)).toList();
    }
  }

  private Optional<LoadedModel> loaded(ModelVersion version) {
    Optional<LoadedModel> now = champion.find();
    return now.isPresent() && now.get().version().equals(version)
        ? now.map(LoadedModel::named)
        : Optional.ofNullable(kept.getIfPresent(version));
  }

  private Served requireApproved(ModelVersion version) {
    Staged staged =
        registry
            .find(version)
            .orElseThrow(
                () -> VersionNotFound.ofNumber(Integer.toString(version.number()), version.name()));
    return switch (staged.stage()) {
      case APPROVED -> staged.served();
      case CANDIDATE -> throw VersionNotApproved.candidate(version);
      case REJECTED -> throw VersionNotApproved.rejected(version);
    };
  }

  /** A load that fails throws, and leaves nothing behind. */
  private LoadedModel load(Served served) {
    return kept.get(
        served.version(),
        version -> {
          loading.lock();
          try {
            LoadedModel model = LoadedModel.verified(served, registry.bundle(served.sha256()));
            described.put(version, Described.of(model));
            LOG.info("version_loaded version={}", version);
            return model;
          } catch (UnreadableBundle | DamagedBundle | ModelNotFound refused) {
            LOG.error("version_refused version={} reason=\"{}\"", version, refused.getMessage());
            throw new VersionUnusable(version, String.valueOf(refused.getMessage()));
          } finally {
            loading.unlock();
          }
        });
  }
}
