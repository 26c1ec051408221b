package io.surety.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.feature.UserId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id",
        "user_id\n7\n",
        "\uFEFFuser_id\r\n7\r\n",
        "\"user_id\"\n",
        "\n\nuser_id\n"
      })
  void isOfUsersWhenThatIsItsOneColumn(String text) throws IOException {
    assertThat(file(text).isOfUsers()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id,age\n7,40\n",
        "age\n40\n",
        "user_id,user_id\n",
        "user_id,\n",
        "USER_ID\n",
        "7\n"
      })
  void isOfRowsWithAnyOtherHeader(String text) throws IOException {
    assertThat(file(text).isOfUsers()).isFalse();
  }

  @Test
  void looksThroughCompressionWhateverItsName() throws IOException {
    Path path = folder.resolve("users.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("user_id\n7\n8\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new InputFile(path).isOfUsers()).isTrue();
    assertThat(lines(new InputFile(path))).containsExactly("0 [7]", "1 [8]");
  }

  @Test
  void numbersItsLinesAndPassesOverThoseWithNothing() throws IOException {
    assertThat(lines(file("a,b\n1,2\n\n3\n\"4\n5\",6,7")))
        .containsExactly("0 [1, 2]", "1 [3]", "2 [4\n5, 6, 7]");
  }

  @Test
  void refusesWhatIsNoSuchFileAndSaysWhy() throws IOException {
    assertThatExceptionOfType(BatchFailed.class)
        .isThrownBy(file("")::isOfUsers)
        .withMessageContaining("is empty; it begins with a header");
    assertThatExceptionOfType(BatchFailed.class)
        .isThrownBy(file("\"user_id\n7\n")::isOfUsers)
        .withMessageContaining("is not valid CSV in UTF-8");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, new byte[] {'u', (byte) 0xe9, '\n'});
    assertThatExceptionOfType(BatchFailed.class)
        .isThrownBy(new InputFile(latin)::isOfUsers)
        .withMessageContaining("latin.csv");
    assertThatExceptionOfType(BatchFailed.class)
        .isThrownBy(new InputFile(folder)::isOfUsers)
        .withMessageContaining("cannot be read");
    assertThatExceptionOfType(BatchFailed.class)
        .isThrownBy(() -> lines(file("user_id\n7\n\"8\n")))
        .withMessageContaining("Rows before that were scored");
  }

  @Test
  void takesWholeNumbersForUsersAndNothingElse() {
    assertThat(InputFile.user("0")).isEqualTo(new UserId(0));
    assertThat(InputFile.user("9223372036854775807")).isEqualTo(new UserId(Long.MAX_VALUE));
    for (String other : List.of("", "-1", "+1", " 1", "1.0", "x", "9223372036854775808", "١")) {
      assertThat(InputFile.user(other)).as(other).isNull();
    }
  }

  private InputFile file(String text) throws IOException {
    return new InputFile(Files.writeString(folder.resolve("input.csv"), text));
  }

  private static List<String> lines(InputFile file) {
    List<String> lines = new ArrayList<>();
    file.each(_ -> (place, cells) -> lines.add(place + " " + cells));
    return lines;
  }
}
