package io.surety.prediction.invocations;

import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.AnsweredBy;
import io.surety.prediction.scoring.Deciding;
import io.surety.prediction.scoring.Sitting;
import io.surety.prediction.versions.ServableVersions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The four routes of an MLflow scoring server, answered by the champion. */
@RestController
class InvocationEndpoint {

  private static final String CSV = "text/csv";

  private final ServableVersions versions;
  private final Deciding deciding;
  private final String version;

  InvocationEndpoint(ServableVersions versions, Deciding deciding, BuildProperties build) {
    this.versions = versions;
    this.deciding = deciding;
    this.version = String.valueOf(build.getVersion());
  }

  /** As MLflow answers: ready when the champion would answer. */
  @GetMapping({"/ping", "/health"})
  ResponseEntity<String> ping() {
    versions.requireReady();
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("\n");
  }

  /** The version of this server, which is not one of MLflow's. */
  @GetMapping("/version")
  ResponseEntity<String> version() {
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(version);
  }

  @PostMapping(value = "/invocations", consumes = MediaType.APPLICATION_JSON_VALUE)
  void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Sitting sitting = deciding.begin(versions.champion(), request);
    Invocation asked = InvocationReader.read(request.getInputStream().readAllBytes());
    BoundRows rows = asked.table().bind(sitting.binder());
    answer(sitting, rows, asked.outputs(), response);
  }

  @PostMapping(value = "/invocations", consumes = CSV)
  void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Sitting sitting = deciding.begin(versions.champion(), request);
    byte[] body = request.getInputStream().readAllBytes();
    BoundRows rows = CsvTable.bind(sitting.binder(), body);
    answer(sitting, rows, List.of(), response);
  }

  private void answer(
      Sitting sitting, BoundRows rows, List<PredictionField> outputs, HttpServletResponse response)
      throws IOException {
    FastByteArrayOutputStream predictions = new Predictions(sitting, outputs).of(rows);
    AnsweredBy.say(sitting.model(), response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(predictions.size());
    predictions.writeTo(response.getOutputStream());
  }
}
