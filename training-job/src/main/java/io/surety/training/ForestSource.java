package io.surety.training;

import io.surety.evaluation.GateResult;
import java.util.List;
import java.util.Optional;

/** Where the forest of a candidate comes from. */
sealed interface ForestSource permits GrownHere, GrownElsewhere {

  /** The native model in UBJSON, with the inputs of the spec in their order. */
  byte[] ubjson(TrainingData data, TrainingProgress progress);

  /** The class of the forest, 0 or 1, that means "not paid". */
  int notPaid();

  /** The margins of "not paid" that native XGBoost gives these loans. */
  default float[] nativeMargins(byte[] ubjson, LoanDataset loans) {
    float[] margins = new NativeModel(ubjson).margins(loans);
    if (notPaid() == 0) {
      for (int index = 0; index < margins.length; index++) {
        margins[index] = -margins[index];
      }
    }
    return margins;
  }

  /** Gates beside those of the spec. */
  List<GateResult> gates();

  /** Where it was imported from, when it was. */
  Optional<Provenance.Imported> imported();
}
