package io.surety.prediction.audit;

import io.surety.predictionlog.TallyRow;
import java.sql.SQLException;
import java.util.List;

/** Takes counts of requests. */
@FunctionalInterface
public interface TallyStore {

  /** One that keeps nothing, because there is no database. */
  TallyStore NOWHERE = _ -> {};

  /**
   * Takes rows, all or none; rows that it has already it takes again and changes nothing.
   *
   * @throws SQLException when it did not succeed; whether it has them is then not known
   */
  void write(List<TallyRow> rows) throws SQLException;
}
