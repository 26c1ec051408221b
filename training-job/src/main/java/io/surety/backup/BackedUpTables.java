package io.surety.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup holds: every table of the schemas, whichever migration made it. The prediction log
 * is saved by its days, each a table.
 */
final class BackedUpTables {

  /**
   * A table of the database.
   *
   * @param name with its schema
   * @param columns each with its type, as the server writes it
   */
  record Table(String name, List<String> columns) {

    Table {
      columns = List.copyOf(columns);
    }

    /** Its columns as COPY names them. */
    String columnList() {
      return String.join(", ", columns.stream().map(each -> each.split(" ", 2)[0]).toList());
    }
  }

  /** The schemas of the libraries that have tables. */
  static final List<String> SCHEMAS =
      List.of("feature_store", "registry", "run_log", "prediction_log");

  /** The same as the values of an SQL list. */
  static final String SCHEMA_LIST = "'" + String.join("', '", SCHEMAS) + "'";

  /** Tables that are referred to come before those that refer to them. */
  private static final String TABLES =
      """
      WITH RECURSIVE saved AS (
        SELECT c.oid, format('%%I.%%I', n.nspname, c.relname) AS name
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN (%s) AND c.relkind = 'r'
          AND c.relname <> 'flyway_schema_history'
      ), depth AS (
        SELECT oid, name, 0 AS level FROM saved
        UNION
        SELECT s.oid, s.name, d.level + 1
        FROM depth d
        JOIN pg_catalog.pg_constraint f
          ON f.contype = 'f' AND f.confrelid = d.oid AND f.conrelid <> d.oid
        JOIN saved s ON s.oid = f.conrelid
      )
      SELECT
        d.name,
        (SELECT string_agg(
            format('%%I %%s', a.attname, format_type(a.atttypid, a.atttypmod)), E'\\n'
            ORDER BY a.attnum)
         FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attgenerated = '') AS columns
      FROM depth d
      GROUP BY d.oid, d.name
      ORDER BY max(d.level), d.name
      """
          .formatted(SCHEMA_LIST);

  private BackedUpTables() {}

  static List<Table> of(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(
            new Table(rows.getString("name"), List.of(rows.getString("columns").split("\n", -1))));
      }
    }
    return tables;
  }

  /** The newest migration of each schema. */
  static Map<String, String> migrations(Connection connection) throws SQLException {
    Map<String, String> migrations = new TreeMap<>();
    for (String schema : SCHEMAS) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  """
                  SELECT version FROM %s.flyway_schema_history
                  WHERE version IS NOT NULL AND success
                  ORDER BY installed_rank DESC LIMIT 1
                  """
                      .formatted(schema))) {
        if (row.next()) {
          migrations.put(schema, row.getString("version"));
        }
      }
    }
    return migrations;
  }
}
