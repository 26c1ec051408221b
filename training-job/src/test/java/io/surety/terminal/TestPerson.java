package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Somebody who types commands on one database, with their login in the environment. */
record TestPerson(String address, Map<String, String> environment) {

  private static final Instant NOW = Instant.parse("2025-02-28T12:00:00Z");

  static TestPerson of(TestDatabase database, String user, String password) {
    return new TestPerson(
        database.jdbcUrl(),
        Map.of("SURETY_DATABASE_USER", user, "SURETY_DATABASE_PASSWORD", password));
  }

  /** The same login on another database of the server. */
  TestPerson at(TestDatabase other) {
    return new TestPerson(other.jdbcUrl(), environment);
  }

  Ran types(String... arguments) {
    return typesAt(NOW, arguments);
  }

  Ran typesAt(Instant now, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session =
        new Session(
            Console.plain(new PrintWriter(out), new PrintWriter(err)),
            DataDirectories.none(),
            environment,
            Path.of("..").toAbsolutePath().normalize(),
            Clock.fixed(now, ZoneOffset.UTC),
            InputStream.nullInputStream());
    List<String> typed = new ArrayList<>(List.of(arguments));
    typed.addAll(List.of("--database", address));
    int exitCode = Terminal.commandLine(session, List.of()).execute(typed.toArray(String[]::new));
    return new Ran(exitCode, out.toString(), err.toString());
  }

  /** Types a decision, signed as Olga Officer. */
  Ran decides(String... command) {
    return types(
        Stream.concat(
                Stream.of(command),
                Stream.of("--by", "Olga Officer", "--reason", "as the story goes"))
            .toArray(String[]::new));
  }

  /** What a command left behind. */
  record Ran(int exitCode, String out, String err) {

    Ran endsWith(ExitCode expected) {
      assertThat(exitCode).as("exit code, with %s%s", out, err).isEqualTo(expected.number());
      return this;
    }

    Ran prints(String... words) {
      assertThat(out).contains(words);
      return this;
    }

    Ran says(String... words) {
      assertThat(err).contains(words);
      return this;
    }

    JsonNode json() {
      return Evidence.JSON.readTree(out);
    }
  }
}
