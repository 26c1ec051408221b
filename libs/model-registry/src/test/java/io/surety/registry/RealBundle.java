package io.surety.registry;

import io.surety.bundle.BundleWriter;
import io.surety.bundle.Example;
import io.surety.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Candidates with bundles that can be read, each with one of its own; proposed as Dora Data. */
final class RealBundle {

  private static final AtomicInteger REPORTS = new AtomicInteger();
  private static final ModelBundle GOLDEN =
      ModelBundle.read(
          Path.of("../model-bundle/src/test/resources/golden/format-2/two-classes.zip"));

  private RealBundle() {}

  static Candidate candidate(String modelName, boolean gatesPassed) {
    byte[] bundle = bundle(modelName);
    return new Candidate(
        modelName,
        bundle,
        TestRegistry.sha256(bundle),
        "{\"auc\": 0.750, \"who\": \"äöü\"}\n",
        gatesPassed,
        "data-1",
        "Dora Data");
  }

  private static byte[] bundle(String modelName) {
    return new BundleWriter(modelName, GOLDEN.manifest().schema(), GOLDEN.forest())
        .positiveClass(GOLDEN.manifest().positiveClass())
        .policy(GOLDEN.manifest().policy())
        .examples(GOLDEN.examples().stream().map(Example::toArray).toList())
        .reference(GOLDEN.reference())
        .report("report " + REPORTS.incrementAndGet())
        .write();
  }
}
