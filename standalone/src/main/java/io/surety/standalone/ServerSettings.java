package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * How the embedded server runs: nothing acknowledged is ever lost, nobody enters without a
 * password, and nobody from another machine reaches it. Written anew at every start, and asked back
 * from the running server before anything else happens.
 */
final class ServerSettings {

  private static final String ACCESS =
      """
      # Written by Surety at every start.
      # TYPE  DATABASE  USER  ADDRESS       METHOD
      local   all       all                 scram-sha-256
      host    all       all   127.0.0.1/32  scram-sha-256
      """;

  private static final Map<String, String> REQUIRED =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "password_encryption", "scram-sha-256",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "");

  private ServerSettings() {}

  /** Writes the settings of the next start. */
  static void write(DataDirectory directory, int port) throws IOException {
    replace(directory.cluster().resolve("pg_hba.conf"), ACCESS);
    replace(
        directory.cluster().resolve("postgresql.conf"),
        """
        # Written by Surety at every start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 100

        # What is committed stays, through power cuts too.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        # Whole files of loans are loaded at once; no replica follows this server.
        wal_level = minimal
        max_wal_senders = 0
        max_wal_size = '4GB'
        checkpoint_timeout = '15min'
        shared_buffers = '256MB'
        maintenance_work_mem = '256MB'
        work_mem = '32MB'
        jit = off

        # A statement whose client was killed ends soon.
        client_connection_check_interval = '1s'

        timezone = 'UTC'
        log_timezone = 'UTC'
        datestyle = 'iso, ymd'
        lc_messages = 'C'

        # A week of logs, without the values that people sent.
        logging_collector = on
        log_directory = '%s'
        log_filename = 'postgresql-%%a.log'
        log_file_mode = 0600
        log_rotation_age = '1d'
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_min_error_statement = 'panic'
        """
            .formatted(port, directory.logs().toString().replace("'", "''")));
  }

  private static void replace(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Asks the running server whether it keeps what it must, and goes no further otherwise. */
  static void check(Connection owner) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      for (Map.Entry<String, String> required : REQUIRED.entrySet()) {
        String found = show(statement, required.getKey());
        if (!found.equals(required.getValue())) {
          throw new CommandFailed(
              "The embedded PostgreSQL runs with %s = '%s' instead of '%s', which is not safe for people's data: undo it with ALTER SYSTEM RESET %s, stop the server and start again."
                  .formatted(required.getKey(), found, required.getValue(), required.getKey()));
        }
      }
      try (ResultSet open =
          statement.executeQuery(
              """
              SELECT count(*)
              FROM pg_hba_file_rules
              WHERE auth_method IS DISTINCT FROM 'scram-sha-256'
              """)) {
        open.next();
        if (open.getLong(1) > 0) {
          throw new CommandFailed(
              "The embedded PostgreSQL lets somebody in without a password, by its file pg_hba.conf: stop the server and start again to have the file written anew.");
        }
      }
    }
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}
