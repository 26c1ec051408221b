package io.surety.delivery.aks;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.training.ArrivedModel;
import io.surety.terminal.CommandFailed;
import java.util.List;
import java.util.Map;

/** Brings images and export into one environment. */
record Deployment(
    Release release,
    SignedImages images,
    ExportContainer exports,
    ArrivedModel model,
    Images built,
    Export export) {

  /** All at once, as where no customer waits. */
  void deploy() {
    bring();
    Map<String, String> values = values();
    Release.serve(values, built);
    Release.expect(values, export);
    values.put("canary.phase", "promoted");
    release.upgrade(Release.Purpose.DEPLOY, built.commit(), values);
    model.requireChampion(export);
  }

  /**
   * The new prediction image and the new model beside what is served: first without requests, then
   * with a share of them, watched for a while. The first release of an environment has nothing
   * beside which it could stand, and is deployed.
   */
  void canary(CanaryWatch watch) {
    if (release
        .current()
        .filter(serving -> !Release.Purpose.FLOOR.isOf(serving.description()))
        .isEmpty()) {
      deploy();
      return;
    }
    bring();
    Map<String, String> values = values();
    release.stay(values);
    Release.train(values, built);
    Release.expect(values, export);
    values.put("canary.phase", "trial");
    values.put("canary.digest", built.require(Image.PREDICTIONS).digest());
    values.put("canary.weight", "0");
    release.upgrade(Release.Purpose.CANARY, built.commit(), values);
    model.requireSame(export);
    values.put("canary.weight", Integer.toString(watch.weight()));
    release.upgrade(Release.Purpose.CANARY, built.commit(), values);
    watch.watch(release);
  }

  /** What was the canary for everybody; nothing to do where there was none. */
  void promote() {
    if (!isTrial()) {
      return;
    }
    Map<String, String> values = values();
    Release.serve(values, built);
    Release.expect(values, export);
    values.put("canary.phase", "promoted");
    release.upgrade(Release.Purpose.PROMOTE, built.commit(), values);
    model.requireChampion(export);
  }

  /**
   * Takes a canary away; a release that was already promoted goes back to before it. A promotion
   * that failed leaves the canary's release, with the model promoted: that is taken back too.
   */
  void withdraw() {
    if (!isTrial()) {
      rollback();
      return;
    }
    Map<String, String> values = values();
    release.stay(values);
    Release.train(values, built);
    values.put("canary.phase", "withdrawn");
    try {
      model.takeBack(export);
    } finally {
      release.upgrade(Release.Purpose.WITHDRAW, built.commit(), values);
    }
  }

  /**
   * Goes back to what served before this commit, images and champion. The champion comes first, and
   * also where Helm went back by itself: the import promotes before any pod is replaced.
   */
  void rollback() {
    List<Release.Revision> history = release.history();
    if (history.isEmpty()) {
      // Helm takes a first installation that failed away as a whole: nothing serves.
      return;
    }
    try {
      model.takeBack(export);
    } finally {
      goBack(history);
    }
  }

  private void goBack(List<Release.Revision> history) {
    Release.Revision last = history.getLast();
    if (last.isDeployed() && !isMine(last)) {
      return;
    }
    Release.Revision before =
        history.reversed().stream()
            .filter(Deployment::served)
            .filter(revision -> !isMine(revision))
            .findFirst()
            .orElseThrow(() ->
                new CommandFailed(
                    "Nothing was deployed here before this commit, so there is nothing to go back to: look at 'helm history surety' and fix it forward."));
    release.rollback(before.number());
  }

  private boolean isMine(Release.Revision revision) {
    return revision.description().endsWith(" " + built.commit());
  }

  private boolean isTrial() {
    return !release.history().isEmpty()
        && release.values().path("canary").path("phase").asString("").equals("trial");
  }

  /** True for revisions that served everybody with what they brought. */
  private static boolean served(Release.Revision revision) {
    return (revision.isDeployed() || revision.status().equals("superseded"))
        && !Release.Purpose.CANARY.isOf(revision.description())
        && !Release.Purpose.FLOOR.isOf(revision.description());
  }

  private void bring() {
    images.bring(built);
    exports.put(export);
  }

  private Map<String, String> values() {
    Map<String, String> values = release.usual(built);
    Release.bring(values, export);
    values.put("batch.train.enabled", "true");
    return values;
  }
}
