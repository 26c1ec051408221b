package io.surety.featurestore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The rows of a query within a snapshot, each as its values with commas between. */
final class SnapshotRows {

  private SnapshotRows() {}

  static List<String> of(FeatureSnapshot snapshot, String query) {
    try (Statement statement = snapshot.connection().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringJoiner row = new StringJoiner(",");
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
