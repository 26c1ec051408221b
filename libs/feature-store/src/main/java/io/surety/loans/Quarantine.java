package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bad rows of the file being loaded. Keeps some of them until it is full, and writes them when
 * the connection is free.
 */
final class Quarantine {

  /** So many bad rows are named when a file is refused. */
  static final int ROWS_SHOWN = 10;

  private static final int MOST_ROWS_KEPT = 1_000;
  private static final int MOST_CHARACTERS_KEPT = 1 << 22;

  private final Connection connection;
  private final long ingestId;
  private final List<BadRow> kept = new ArrayList<>();
  private final List<BadRow> first = new ArrayList<>();
  private int charactersKept;
  private long size;

  Quarantine(Connection connection, long ingestId) {
    this.connection = connection;
    this.ingestId = ingestId;
  }

  void add(BadRow row) {
    size++;
    kept.add(row);
    charactersKept += row.row().length();
    if (first.size() < ROWS_SHOWN) {
      first.add(row);
    }
  }

  /** Whether it has to be written before more is added. */
  boolean isFull() {
    return kept.size() >= MOST_ROWS_KEPT || charactersKept >= MOST_CHARACTERS_KEPT;
  }

  /** Writes what is kept. */
  void write() throws SQLException {
    String insert =
        """
        INSERT INTO feature_store.quarantine (ingest_id, line, column_name, reason, row_text)
        VALUES (?, ?, ?, ?, ?)
        """;
    try (PreparedStatement rows = connection.prepareStatement(insert)) {
      for (BadRow row : kept) {
        rows.setLong(1, ingestId);
        rows.setLong(2, row.line());
        rows.setString(3, row.column());
        rows.setString(4, row.reason());
        rows.setString(5, row.row());
        rows.addBatch();
      }
      rows.executeBatch();
    }
    kept.clear();
    charactersKept = 0;
  }

  /** How many bad rows there are. */
  long size() {
    return size;
  }

  /** The first of them. */
  List<BadRow> first() {
    return List.copyOf(first);
  }
}
