package io.surety.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

  private static final String SIZED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}";
  private static final String CHUNKED =
      "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "A\r\n0123456789\r\n1\r\nx\r\n0\r\nExpires: never\r\n\r\n";

  @Test
  void findsTheEndWhereverTheBytesAreCut() {
    for (String response : List.of(SIZED, CHUNKED)) {
      byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
      for (int cut = 0; cut <= bytes.length; cut++) {
        ResponseReader reader = new ResponseReader();
        assertThat(reader.read(bytes, cut)).isEqualTo(cut);
        assertThat(reader.isDone()).as("cut at %d", cut).isEqualTo(cut == bytes.length);
        reader.read(Arrays.copyOfRange(bytes, cut, bytes.length), bytes.length - cut);
        assertThat(reader.isDone()).isTrue();
      }
    }
  }

  @Test
  void leavesWhatFollowsTheResponse() {
    byte[] two = (SIZED + CHUNKED).getBytes(StandardCharsets.UTF_8);
    ResponseReader reader = new ResponseReader();

    assertThat(reader.read(two, two.length)).isEqualTo(SIZED.length());
    assertThat(reader.status()).isEqualTo(200);
  }

  @Test
  void readsOneResponseAfterTheOther() {
    ResponseReader reader = new ResponseReader();
    reader.read(SIZED.getBytes(StandardCharsets.UTF_8), SIZED.length());
    reader.next();
    reader.read(CHUNKED.getBytes(StandardCharsets.UTF_8), CHUNKED.length());

    assertThat(reader.status()).isEqualTo(201);
    assertThat(reader.isDone()).isTrue();
  }

  @Test
  void needsNoBodyWhereThereIsNone() {
    assertThat(read("HTTP/1.1 204 No Content\r\n\r\n").isDone()).isTrue();
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").isDone()).isTrue();
  }

  @Test
  void takesABodyWithoutALengthUntilTheConnectionCloses() {
    ResponseReader reader = read("HTTP/1.1 200 OK\r\n\r\nabc");

    assertThat(reader.isDone()).isFalse();
    assertThat(reader.ended()).isTrue();
    assertThat(reader.isDone()).isTrue();
  }

  @Test
  void keepsTheBeginningOfARefusal() {
    ResponseReader reader = read("HTTP/1.1 404 Not Found\r\nContent-Length: 8\r\n\r\nno\n  way");

    assertThat(reader.isGood()).isFalse();
    assertThat(reader.beginningOfBody()).isEqualTo("no way");
  }

  @Test
  void refusesWhatIsNoHttp() {
    assertThatThrownBy(() -> read("SSH-2.0-OpenSSH_9.2\r\n"))
        .isInstanceOf(LoadFailed.class)
        .hasMessageContaining("no HTTP/1.1 server");
  }

  private static ResponseReader read(String response) {
    ResponseReader reader = new ResponseReader();
    byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, bytes.length);
    return reader;
  }
}
