package io.surety.prediction.decisions;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.bundle.PlainName;
import io.surety.prediction.decisions.ModelAnswer.Taken;
import io.surety.registry.Breaker;
import io.surety.registry.Breakers;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import io.surety.web.tokens.Caller;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Takes decisions in the name of the people who ask, by a login that may. */
final class Decisions implements AutoCloseable {

  private final HikariDataSource database;
  private final Models models;
  private final Breakers breakers;
  private final String model;
  private final JsonMapper json;

  Decisions(HikariDataSource database, String model, JsonMapper json) {
    this.database = database;
    this.models = new PostgresModels(database);
    this.breakers = new PostgresBreakers(database);
    this.model = model;
    this.json = json;
  }

  List<ModelAnswer> all() {
    List<Breaker> standing = breakers.all();
    return models.all().stream()
        .filter(each -> each.version().name().equals(model))
        .map(each -> ModelAnswer.listed(each, standing))
        .toList();
  }

  ModelAnswer one(int number) {
    RegisteredModel found = require(number);
    return ModelAnswer.of(
        found,
        breakers.all(),
        json.readTree(found.evidenceJson()),
        models.decisions(found.version()).stream().map(each -> Taken.of(each, json)).toList());
  }

  /** What the version is after the decision; for a rollback, the version gone back to. */
  ModelAnswer decide(int number, DecisionRequest wanted, Caller caller) {
    requirePerson(caller);
    RegisteredModel about = require(number);
    ModelVersion version = about.version();
    Signature by = Signature.of(caller.described(), wanted.reason());
    return switch (wanted.decision()) {
      case APPROVE -> {
        requireAnother(about, caller);
        models.approve(version, by, wanted.overrideReason());
        yield one(number);
      }
      case REJECT -> {
        models.reject(version, by);
        yield one(number);
      }
      case PROMOTE -> {
        models.promote(version, wanted.alias(), by);
        yield one(number);
      }
      case ROLLBACK -> {
        requireServed(about, wanted);
        yield one(models.rollback(version, wanted.alias(), by).number());
      }
      case WITHDRAW -> {
        requireServed(about, wanted);
        models.withdraw(version, wanted.alias(), by);
        yield one(number);
      }
      case OPEN -> {
        breakers.open(version, wanted.alias(), wanted.substitute(), by, Optional.empty());
        yield one(number);
      }
      case CLOSE -> {
        breakers.close(version, wanted.alias(), by, Optional.empty());
        yield one(number);
      }
    };
  }

  /** What is decided here is recorded as a person's decision. */
  private static void requirePerson(Caller caller) {
    if (!caller.person()) {
      throw new RefusedHere(
          DecisionProblem.DECISION_NEEDS_PERSON,
          "The token speaks for a program, and only people decide here. Sign in as a person; a pipeline approves with './surety ship approve'.");
    }
  }

  /** The registry compares logins, and all who decide here share one. */
  private static void requireAnother(RegisteredModel about, Caller caller) {
    String proposer = PlainName.of(about.proposedAs());
    boolean same =
        Stream.of(caller.subject(), caller.described(), String.valueOf(caller.name()))
            .map(PlainName::of)
            .anyMatch(proposer::equals);
    if (same) {
      throw new RefusedHere(
          DecisionProblem.DECISION_REFUSED,
          "%s was proposed by you, and who proposes cannot approve. Have somebody else decide."
              .formatted(about.version()));
    }
  }

  private static void requireServed(RegisteredModel about, DecisionRequest wanted) {
    if (!about.aliases().contains(wanted.alias())) {
      throw new RefusedHere(
          DecisionProblem.DECISION_OVERTAKEN,
          "%s is not %s, so that cannot be taken back. GET /models says which version is."
              .formatted(about.version(), wanted.alias()));
    }
  }

  private RegisteredModel require(int number) {
    Optional<RegisteredModel> found =
        number < 1 ? Optional.empty() : models.find(new ModelVersion(model, number));
    return found.orElseThrow(() ->
        new RefusedHere(
            DecisionProblem.MODEL_NOT_FOUND,
            "The registry has no version %d of %s.".formatted(number, model)));
  }

  @Override
  public void close() {
    database.close();
  }
}
