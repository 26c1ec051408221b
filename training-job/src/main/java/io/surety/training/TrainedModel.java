package io.surety.training;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
import io.surety.evaluation.QualityGate;
import io.surety.registry.Candidate;
import java.util.List;

/**
 * What a training made: the bundle and the evidence on which people decide about it. Nothing in it
 * comes from the clock: the same spec, data and champion make the same bytes.
 *
 * @param modelName such as {@code loan-risk}
 * @param bundle the bytes of the bundle
 * @param sha256 of those bytes, in lower-case hexadecimal
 * @param evaluation on people that the model never saw
 * @param gates every gate of the spec, passed or not
 * @param provenance from what and how it was made
 * @param reportHtml the report, as the bundle holds it
 * @param evidenceJson provenance, gates and evaluation as one JSON object
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on once and never compared
public record TrainedModel(
    String modelName,
    byte[] bundle,
    String sha256,
    Evaluation evaluation,
    List<GateResult> gates,
    Provenance provenance,
    String reportHtml,
    String evidenceJson) {

  public TrainedModel {
    gates = List.copyOf(gates);
  }

  /** Whether every gate was passed. */
  public boolean gatesPassed() {
    return QualityGate.passed(gates);
  }

  /** The candidate to register, proposed under this name. */
  public Candidate candidate(String proposedAs) {
    return new Candidate(
        modelName,
        bundle,
        sha256,
        evidenceJson,
        gatesPassed(),
        provenance.data().hash(),
        proposedAs);
  }
}
