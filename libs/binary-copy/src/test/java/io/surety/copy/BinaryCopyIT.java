package io.surety.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.TestDatabase;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

class BinaryCopyIT {

  private static final String COMMAND = "COPY kept FROM STDIN (FORMAT binary)";
  private static TestDatabase database;

  private Connection connection;

  @BeforeAll
  static void create() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.owner().getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void writesEveryTypeAsTheServerReadsIt() throws SQLException {
    table(
        "id uuid, small int2, whole int4, large int8, single float4, real float8, day date,"
            + " words text, rest json, row float8[], nothing text");
    UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    try (BinaryCopy copy = copy()) {
      copy.beginRow(11);
      copy.writeUuid(id);
      copy.writeShort(-7);
      copy.writeInt(Integer.MIN_VALUE);
      copy.writeLong(Long.MAX_VALUE);
      copy.writeFloat(-0.1f);
      copy.writeDouble(Double.MIN_VALUE);
      copy.writeDay(LocalDate.of(1969, 12, 31).toEpochDay());
      copy.writeText("Grüße, 中 😀");
      copy.writeText("{\"a\": [1, null]}");
      copy.writeDoubles(new double[] {1.5, Double.NaN, -0.0});
      copy.writeNull();
      copy.finish();
    }

    assertThat(rows("SELECT kept::text FROM kept"))
        .containsExactly(
            "(01890a5d-ac96-774b-bcce-b302099a8057,-7,-2147483648,9223372036854775807,-0.1,5e-324,"
                + "1969-12-31,\"Grüße, 中 😀\",\"{\"\"a\"\": [1, null]}\",\"{1.5,NULL,-0}\",)");
  }

  @Test
  void writesArraysWithoutMissingValuesAndWithoutAny() throws SQLException {
    table("row float8[]");

    try (BinaryCopy copy = copy()) {
      for (double[] row : new double[][] {{}, {1}, {Double.NaN}}) {
        copy.beginRow(1);
        copy.writeDoubles(row);
      }
      copy.finish();
    }

    assertThat(rows("SELECT row::text FROM kept")).containsExactly("{}", "{1}", "{NULL}");
  }

  /** Seed 11: bits of any double and float, and texts of any length, come back as they went. */
  @Test
  void changesNoBitOfAnyValue() throws SQLException {
    table("single float4, real float8, words text, place int4");
    Random random = new Random(11);
    List<String> sent = new ArrayList<>();
    try (BinaryCopy copy = copy()) {
      for (int place = 0; place < 2_000; place++) {
        float single = Float.intBitsToFloat(random.nextInt());
        double real = Double.longBitsToDouble(random.nextLong());
        String words = "äb".repeat(random.nextInt(200));
        copy.beginRow(4);
        copy.writeFloat(single);
        copy.writeDouble(real);
        copy.writeText(words.toCharArray(), 0, words.length());
        copy.writeInt(place);
        sent.add(single + " " + real + " " + words);
      }
      copy.finish();
    }

    List<String> kept = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM kept ORDER BY place")) {
      while (row.next()) {
        kept.add(row.getFloat(1) + " " + row.getDouble(2) + " " + row.getString(3));
      }
    }
    assertThat(kept).isEqualTo(sent);
  }

  @Test
  void takesARowBackThatTurnsOutBad() throws SQLException {
    table("words text, place int4");

    try (BinaryCopy copy = copy()) {
      copy.beginRow(2);
      copy.writeText("kept");
      copy.writeInt(1);
      copy.beginRow(2);
      copy.writeText("x".repeat(200_000));
      copy.takeBackRow();
      copy.finish();
      copy.beginRow(2);
      copy.writeText("after");
      copy.writeInt(2);
      copy.finish();
    }

    assertThat(rows("SELECT words FROM kept ORDER BY place")).containsExactly("kept", "after");
  }

  @Test
  void appendsRowsThatWereEncodedBeforeHoweverManyTheyAre() throws SQLException {
    table("words text, place int4");
    EncodedRows few = encoded(0, 3);
    EncodedRows many = encoded(3, 20_000);

    try (BinaryCopy copy = new BinaryCopy(server(), COMMAND, 64)) {
      copy.append(few);
      copy.append(many);
      copy.append(encoded(20_003, 1));
      copy.finish();
    }

    assertThat(few.count()).isEqualTo(3);
    assertThat(
            rows("SELECT count(*) || ' ' || sum(place) || ' ' || count(DISTINCT place) FROM kept"))
        .containsExactly("20004 200070006 20004");
  }

  @Test
  void goesOverPromptSocketsAsOverAnyOther() throws SQLException {
    table("words text, place int4");
    PGSimpleDataSource source = (PGSimpleDataSource) database.owner();
    source.setSocketFactory(PromptSockets.class.getName());
    try (Connection prompt = source.getConnection()) {
      CopyManager server = prompt.unwrap(PGConnection.class).getCopyAPI();
      long begun = System.nanoTime();
      for (int place = 0; place < 200; place++) {
        try (BinaryCopy copy = new BinaryCopy(server, COMMAND)) {
          copy.append(encoded(place, 1));
          copy.finish();
        }
      }
      System.out.printf(
          "200 COPYs of a row over prompt sockets took %d ms%n",
          (System.nanoTime() - begun) / 1_000_000);
      prompt.setNetworkTimeout(Runnable::run, 300);
      try (Statement statement = prompt.createStatement()) {
        assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(20)"))
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
      }
    }

    assertThat(rows("SELECT count(DISTINCT place) FROM kept")).containsExactly("200");
  }

  @Test
  void writesNothingWhenItIsGivenUp() throws SQLException {
    table("words text, place int4");

    try (BinaryCopy copy = copy()) {
      copy.append(encoded(0, 50_000));
    }

    assertThat(rows("SELECT count(*) FROM kept")).containsExactly("0");
  }

  @Test
  void leavesAUsableConnectionWhenTheServerRefuses() throws SQLException {
    table("words text, place int4 CHECK (place <> 7)");

    try (BinaryCopy copy = copy()) {
      copy.append(encoded(0, 10));
      assertThatThrownBy(copy::finish).isInstanceOf(SQLException.class);
    }

    assertThat(rows("SELECT count(*) FROM kept")).containsExactly("0");
  }

  private static EncodedRows encoded(int first, int count) {
    EncodedRows rows = new EncodedRows(16);
    for (int place = first; place < first + count; place++) {
      rows.beginRow(2);
      rows.writeText("row " + place);
      rows.writeInt(place);
    }
    return rows;
  }

  private BinaryCopy copy() throws SQLException {
    return new BinaryCopy(server(), COMMAND);
  }

  private CopyManager server() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private void table(String columns) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS kept");
      statement.execute("CREATE TABLE kept (" + columns + ")");
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }
}
