package io.surety.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoanFileTest {

  private static final String HEADER = String.join(",", TestLoan.HEADER);
  private static final TestLoan LOAN = TestLoan.of(1, 7, "2020-01-10", 100);

  @Test
  void findsColumnsByNameInAnyOrderAndPassesOverOthers() throws Exception {
    List<String> names = new ArrayList<>(TestLoan.HEADER);
    Collections.reverse(names);
    names.add(3, "remark");

    try (LoanFile file = open(String.join(" ,", names) + "\n")) {
      assertThat(file.header().fields()).isEqualTo(25);
      assertThat(file.header().place(LoanColumn.LOAN_AMOUNT)).isEqualTo(0);
      assertThat(file.header().place(LoanColumn.LOAN_ID)).isEqualTo(24);
      assertThat(file.next()).isFalse();
    }
  }

  @Test
  void refusesAFileWithoutLoanDate() {
    String header = HEADER.replace(",loan_date", "");

    assertThatThrownBy(() -> open(header + "\n"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage("loans.csv lacks the column loan_date; its header names 23 columns.");
  }

  @Test
  void namesEveryMissingColumn() {
    assertThatThrownBy(() -> open(HEADER.replace("id,", "user,")))
        .hasMessage("loans.csv lacks the columns loan_id, id; its header names 24 columns.");
  }

  @Test
  void saysOneColumnOfAHeaderThatNamesOne() {
    assertThatThrownBy(() -> open("remark\n"))
        .hasMessageStartingWith("loans.csv lacks the columns loan_id, id, ")
        .hasMessageEndingWith("; its header names 1 column.");
  }

  @Test
  void refusesAHeaderOfMoreColumnsThanAreRead() throws Exception {
    String widest = HEADER + ",more".repeat(1_000 - TestLoan.HEADER.size());

    try (LoanFile file = open(widest)) {
      assertThat(file.header().fields()).isEqualTo(1_000);
    }
    assertThatThrownBy(() -> open(widest + ",more"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "loans.csv is refused: its header names 1,001 columns, and at most 1,000 are read.");
  }

  @Test
  void refusesAColumnThatIsThereTwice() {
    assertThatThrownBy(() -> open(HEADER + ",status"))
        .hasMessage("loans.csv has twice the column status.");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> open("")).hasMessage("loans.csv is empty: it has not even a header.");
  }

  @Test
  void readsCarriageReturnsQuotesAByteOrderMarkAndBlankLines() throws Exception {
    String text =
        "\uFEFF\"" + HEADER.replace(",", "\",\"") + "\"\r\n" + LOAN.row() + "\r\n\r\n" + LOAN.row();

    try (LoanFile file = open(text)) {
      assertThat(file.next()).isTrue();
      assertThat(file.row().text()).isEqualTo(LOAN.row());
      assertThat(file.row().line()).isEqualTo(2);
      assertThat(file.next()).isTrue();
      assertThat(file.row().line()).isEqualTo(4);
      assertThat(file.next()).isFalse();
      assertThat(file.read()).isEqualTo(2);
    }
  }

  @Test
  void readsGzipWhateverItsNameAndKnowsItAsTheSameContent() throws Exception {
    byte[] plain = TestLoan.file(LOAN).getBytes(StandardCharsets.UTF_8);

    assertThat(readAll(gzip(plain))).isEqualTo(readAll(plain));
  }

  @Test
  void saysThatGzipIsCutOrBroken() throws Exception {
    StringBuilder rows = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < 5_000; i++) {
      rows.append(TestLoan.of(i, i * 31L, "2020-01-10", i + 0.1).row()).append('\n');
    }
    byte[] whole = gzip(rows.toString().getBytes(StandardCharsets.UTF_8));
    byte[] broken = whole.clone();
    Arrays.fill(broken, broken.length / 2, broken.length / 2 + 100, (byte) 0x55);

    assertThatThrownBy(() -> readAll(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageMatching(
            "loans.csv cannot be read after \\d+ rows: its compressed data end too early.");
    assertThatThrownBy(() -> readAll(broken))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageMatching(
            "loans.csv cannot be read after \\d+ rows: its compressed data are broken .*");
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() {
    assertThatThrownBy(() -> readAll((HEADER + "\n1,\"2,3\n").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "loans.csv is not comma-separated values after its row 0: Unclosed quoted field at end"
                + " of input (record starting at line 2).");
    assertThatThrownBy(() ->
            readAll((HEADER + "\n1,\"" + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageEndingWith("(record starting at line 2).");
  }

  @Test
  void saysThatAFileIsNotThere(@TempDir Path folder) {
    LoanSource absent = LoanSource.of(folder.resolve("absent.csv"));

    assertThatThrownBy(() -> LoanFile.open(absent))
        .hasMessage("absent.csv cannot be read after 0 rows: there is no such file.");
    assertThatThrownBy(() -> LoanFile.open(LoanSource.of(folder)))
        .isInstanceOf(UnreadableFile.class);
  }

  @Test
  void readsAFileByItsPath(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("loans.csv.gz");
    Files.write(path, gzip(TestLoan.file(LOAN).getBytes(StandardCharsets.UTF_8)));

    try (LoanFile file = LoanFile.open(LoanSource.of(path))) {
      assertThat(file.next()).isTrue();
      assertThat(LoanSource.of(path).name()).isEqualTo("loans.csv.gz");
    }
  }

  @Test
  void closesWhatItRefuses() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThatThrownBy(() -> LoanFile.open(LoanSource.ofStream("loans.csv", stream)))
        .isInstanceOf(UnreadableFile.class);
    assertThat(closed).isTrue();
  }

  @Test
  void survivesARowOfManyFields() throws Exception {
    try (LoanFile file = open(HEADER + "\n" + ",".repeat(100_000))) {
      assertThat(file.next()).isTrue();
      assertThat(file.row().fields()).isEqualTo(100_001);
      assertThat(file.row().text()).hasSize(999);
    }
  }

  private static LoanFile open(String text) throws UnreadableFile {
    return LoanFile.open(source(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static LoanSource source(byte[] bytes) {
    return LoanSource.ofStream("loans.csv", new ByteArrayInputStream(bytes));
  }

  private static String readAll(byte[] bytes) throws UnreadableFile {
    StringBuilder all = new StringBuilder();
    try (LoanFile file = LoanFile.open(source(bytes))) {
      while (file.next()) {
        all.append(file.row().text()).append('\n');
      }
      return all + file.sha256();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
