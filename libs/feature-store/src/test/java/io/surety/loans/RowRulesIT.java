package io.surety.loans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowRulesIT {

  private static final TestLoan LOAN = TestLoan.of(1, 7, "2020-01-10", 100);

  /** A column, a value that it must not have, and what is said about it. */
  private record Bad(String column, String value, String reason) {}

  private static final List<Bad> BAD =
      List.of(
          new Bad("loan_id", "", "an empty value is not such a number"),
          new Bad("loan_id", "1.0", "'1.0' is not such a number"),
          new Bad("loan_id", "-1", "'-1' is not such a number"),
          new Bad("loan_id", "9223372036854775808", "'9223372036854775808' is not such a number"),
          new Bad("id", "x7", "'x7' is not such a number"),
          new Bad("flag_own_car", "y", "'y' is not Y or N"),
          new Bad("flag_own_car", "", "an empty value is not Y or N"),
          new Bad("flag_own_realty", "YES", "'YES' is not Y or N"),
          new Bad("cnt_children", "two", "'two' is not such a number"),
          new Bad("days_birth", "2147483648", "'2147483648' is not such a number"),
          new Bad("amt_income_total", "NaN", "'NaN' is not such a number"),
          new Bad("amt_income_total", "1e999", "'1e999' is not such a number"),
          new Bad("cnt_fam_members", " 2", "' 2' is not such a number"),
          new Bad("status", "2", "'2' is not 0, 1 or empty"),
          new Bad("status", "0.0", "'0.0' is not 0, 1 or empty"),
          new Bad("birthday", "", "an empty value is not a date such as 2021-12-27"),
          new Bad("birthday", "2020-01-10", "the birthday is not before the loan"),
          new Bad("job_start_date", "01/02/2020", "'01/02/2020' is not a date such as 2021-12-27"),
          new Bad("job_start_date", "2021-02-29", "'2021-02-29' is not a day of the calendar"),
          new Bad("loan_date", "2020-1-2", "'2020-1-2' is not a date such as 2021-12-27"),
          new Bad("loan_amount", "", "an empty value is not such a number"),
          new Bad("loan_amount", "0", "'0' is not an amount above zero"),
          new Bad("loan_amount", "-0.5", "'-0.5' is not an amount above zero"),
          new Bad("loan_amount", "Infinity", "'Infinity' is not such a number"),
          new Bad("loan_amount", "1,5", "'1,5' is not such a number"),
          new Bad("loan_amount", "1e300", "'1e300' is out of the range of amounts"),
          new Bad("occupation_type", "a\u0000b", "'a\uFFFDb' is not text in UTF-8"),
          new Bad("occupation_type", "a\uFFFDb", "'a\uFFFDb' is not text in UTF-8"));

  @Test
  void saysOfEachBadValueWhatIsWrongWithIt() {
    List<String> rows = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Bad bad : BAD) {
      String value = bad.value.contains(",") ? '"' + bad.value + '"' : bad.value;
      rows.add(LOAN.row(Map.of(bad.column, value)));
      expected.add(rows.size() + 1 + "," + bad.column + "," + bad.reason);
    }
    rows.add("1,2,3");
    expected.add(rows.size() + 1 + ",null,it has 3 fields where the header has 24");
    rows.add(LOAN.row() + ",more");
    expected.add(rows.size() + 1 + ",null,it has 25 fields where the header has 24");

    try (TestStore store = new TestStore()) {
      store.ingest("bad.csv", TestLoan.file(rows.stream()), new IngestRules(1));

      assertThat(
              store.rows(
                  "SELECT line, column_name, reason FROM feature_store.quarantine ORDER BY line"))
          .containsExactlyElementsOf(expected);
      assertThat(store.rows("SELECT loan_id FROM feature_store.loan")).isEmpty();
    }
  }

  @Test
  void acceptsWhatIsUnusualButRight() {
    try (TestStore store = new TestStore()) {
      store.ingest(
          "good.csv",
          TestLoan.file(
              List.of(
                      Map.of("job_start_date", "3021-09-18", "status", ""),
                      Map.of("loan_id", "9223372036854775807", "id", "0"),
                      Map.of("loan_id", "2", "loan_amount", "1.5e2", "amt_income_total", "+.5"),
                      Map.of("loan_id", "3", "birthday", "1904-02-29", "cnt_children", ""),
                      Map.of("loan_id", "4", "occupation_type", "\"Zoë, \"\"boss\"\"\n🙂\""))
                  .stream()
                  .map(LOAN::row)),
          IngestRules.DEFAULT);

      assertThat(
              store.rows(
                  """
                  SELECT loan_id, user_id, job_start_date, loan_amount, amt_income_total,
                      birthday, cnt_children, status, occupation_type
                  FROM feature_store.loan
                  ORDER BY line
                  """))
          .containsExactly(
              "1,7,3021-09-18,100,166500,1980-02-29,1,null,null",
              "9223372036854775807,0,2010-06-01,100,166500,1980-02-29,1,0,null",
              "2,7,2010-06-01,150,0.5,1980-02-29,1,0,null",
              "3,7,2010-06-01,100,166500,1904-02-29,null,0,null",
              "4,7,2010-06-01,100,166500,1980-02-29,1,0,Zoë, \"boss\"\n🙂");
    }
  }
}
