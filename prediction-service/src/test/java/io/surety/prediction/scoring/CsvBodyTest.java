package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.RowBinder;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.features.Moment;
import io.surety.prediction.scoring.ScoreItem.OfRow;
import io.surety.prediction.scoring.ScoreItem.OfUser;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CsvBodyTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-03-08T12:00:00Z"), ZoneOffset.UTC);
  private static final RowBinder BINDER = new RowBinder(TinyBundle.EVERY_TYPE);

  @Test
  void readsRowsUnderAHeaderOfNamesAndAliasesInAnyOrder() {
    List<ScoreItem> items =
        read("\uFEFFcar,nb,job\r\n1,5,\r\n\r\nfalse,0,\"Cooking, \"\"staff\"\"\"");
    assertThat(items)
        .extracting(item -> DoubleStream.of(((OfRow) item).row()).boxed().toList())
        .containsExactly(
            List.of(5.0, Double.NaN, Double.NaN, 1.0), List.of(0.0, Double.NaN, 1.0, 0.0));
  }

  @Test
  void readsUsersWithAndWithoutAMoment() {
    assertThat(read("user_id\n5\n9223372036854775807\n"))
        .containsExactly(
            new OfUser(new UserId(5), new Moment(null, null)),
            new OfUser(new UserId(Long.MAX_VALUE), new Moment(null, null)));
    assertThat(read("basis,as_of,user_id\nnext_loan,2021-12-27,5\n,,6"))
        .containsExactly(
            new OfUser(new UserId(5), new Moment(LocalDate.parse("2021-12-27"), Basis.NEXT_LOAN)),
            new OfUser(new UserId(6), new Moment(null, null)));
  }

  @Test
  void readsAHeaderWithoutRows() {
    assertThat(read("loans,car\n")).isEmpty();
  }

  @Test
  void namesRowAndFieldOfWhatIsWrong() {
    refuses("[1].loans", "loans,car\n1,0\nmany,0\n");
    refuses("[0].nb", "nb,car\n,0\n");
    refuses("[1]", "loans,car\n1,0\n1\n");
    refuses("[0]", "loans,car\n1,0,\n");
    refuses("[0].user_id", "user_id\n-5\n");
    refuses("[0].user_id", "user_id\n9223372036854775808\n");
    refuses("[0].as_of", "user_id,as_of\n5,yesterday\n");
    refuses("[0].basis", "user_id,basis\n5,last\n");
    refuses("[0]", "user_id,basis\n5\n");
  }

  @Test
  void namesTheColumnThatIsWrong() {
    refuses("income", "loans,car,income\n1,0,3\n");
    refuses("nb", "loans,car,nb\n1,0,3\n");
    refuses("car", "loans\n1\n");
    refuses("loans", "user_id,loans\n5,1\n");
    refuses("user_id", "user_id,user_id\n5,5\n");
  }

  @Test
  void refusesWhatIsNoCsv() {
    refusesWhole("");
    refusesWhole("\n\n");
    refusesWhole("loans,car\n\"1,0\n");
    assertThatThrownBy(() -> new CsvBody(BINDER, CLOCK).read(new byte[] {'l', (byte) 0xc3, '\n'}))
        .isInstanceOf(MalformedRequest.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void refusesMoreThanAThousandRows() {
    assertThat(read("loans,car\n" + "1,0\n".repeat(1000))).hasSize(1000);
    assertThatThrownBy(() -> read("loans,car\n" + "1,0\n".repeat(1001)))
        .isInstanceOf(MalformedRequest.class)
        .hasMessageContaining("At most 1,000");
  }

  private static List<ScoreItem> read(String body) {
    return new CsvBody(BINDER, CLOCK).read(body.getBytes(StandardCharsets.UTF_8)).items();
  }

  private static void refuses(String field, String body) {
    assertThatThrownBy(() -> read(body))
        .as(body)
        .isInstanceOfSatisfying(
            MalformedRequest.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(FieldProblem::field)
                    .containsExactly(field));
  }

  private static void refusesWhole(String body) {
    assertThatThrownBy(() -> read(body))
        .as(body)
        .isInstanceOfSatisfying(
            MalformedRequest.class, refused -> assertThat(refused.errors()).isEmpty());
  }
}
