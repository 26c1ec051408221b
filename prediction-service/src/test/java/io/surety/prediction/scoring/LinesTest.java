package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static final int LIMIT = 10;

  @Test
  void endsAtLineFeedsAndAtTheEnd() throws IOException {
    assertThat(all("a\n\nbc\r\nd")).containsExactly("a", "", "bc\r", "d");
    assertThat(all("a\n")).containsExactly("a");
    assertThat(all("\n")).containsExactly("");
    assertThat(all("")).isEmpty();
  }

  @Test
  void passesOverLinesThatAreTooLong() throws IOException {
    String full = "0123456789";
    assertThat(all(full + "\n" + full + "x\nb\n" + "y".repeat(100_000) + "\nc\n" + full + "z"))
        .containsExactly(full, "too long", "b", "too long", "c", "too long");
  }

  @Test
  void waitsOnlyForALineThatHasNotComeAsAWhole() throws IOException {
    Lines lines = new Lines(new Pieces("ab\ncd\ne", "f\n"), LIMIT);
    assertThat(lines.next()).isTrue();
    assertThat(lines.isNextThere()).isTrue();
    assertThat(lines.next()).isTrue();
    assertThat(lines.isNextThere()).isFalse();
    assertThat(lines.next()).isTrue();
    assertThat(text(lines)).isEqualTo("ef");
    assertThat(lines.isNextThere()).isFalse();
    assertThat(lines.next()).isFalse();
  }

  /** The oracle is the splitting of the whole text. */
  @Test
  void findsTheSameLinesHoweverTheyCome() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<String> pieces = new ArrayList<>();
      for (int piece = random.nextInt(30); piece > 0; piece--) {
        StringBuilder text = new StringBuilder("x");
        for (int at = random.nextInt(random.nextInt(50) == 0 ? 20_000 : 20); at > 0; at--) {
          text.append(random.nextInt(8) == 0 ? '\n' : (char) ('a' + random.nextInt(26)));
        }
        pieces.add(text.toString());
      }
      String whole = String.join("", pieces);
      List<String> expected = new ArrayList<>();
      if (!whole.isEmpty()) {
        String ended = whole.endsWith("\n") ? whole.substring(0, whole.length() - 1) : whole;
        for (String line : ended.split("\n", -1)) {
          expected.add(line.length() > LIMIT ? "too long" : line);
        }
      }
      Lines lines = new Lines(new Pieces(pieces.toArray(String[]::new)), LIMIT);
      List<String> found = new ArrayList<>();
      while (lines.next()) {
        found.add(text(lines));
        if (random.nextBoolean() && lines.isNextThere()) {
          assertThat(lines.next()).isTrue();
          found.add(text(lines));
        }
      }
      assertThat(found).as("seed %d round %d", seed, round).isEqualTo(expected);
    }
  }

  private static List<String> all(String text) throws IOException {
    Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), LIMIT);
    List<String> found = new ArrayList<>();
    while (lines.next()) {
      found.add(text(lines));
    }
    return found;
  }

  private static String text(Lines lines) {
    return lines.isTooLong()
        ? "too long"
        : new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8);
  }

  /** A stream that comes in pieces; what is left of one that was begun is available. */
  private static final class Pieces extends InputStream {

    private final Queue<ByteArrayInputStream> pieces = new ArrayDeque<>();
    private int left;

    Pieces(String... texts) {
      for (String text : texts) {
        pieces.add(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      ByteArrayInputStream piece = pieces.peek();
      if (piece == null) {
        return -1;
      }
      int read = piece.read(into, offset, length);
      left = piece.available();
      if (left == 0) {
        pieces.remove();
      }
      return read;
    }

    @Override
    public int available() {
      return left;
    }
  }
}
