package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build of an image is told about the model that it is to bake in. */
class VerifyModelTest {

  private static final byte[] BUNDLE = TinyBundle.answering(0.2);
  private static final byte[] APPROVED = TinyExport.approved(BUNDLE);

  @TempDir Path folder;

  private record Ran(int exitCode, String words) {}

  private Ran verify(String location, String... more) {
    StringWriter words = new StringWriter();
    List<String> args =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(location, target().toString()), Arrays.stream(more))
            .toList();
    int exitCode = VerifyModel.run(args, new PrintWriter(words, true));
    return new Ran(exitCode, words.toString());
  }

  private Path target() {
    return folder.resolve("image").resolve("model.zip");
  }

  private String file(byte[] content) throws IOException {
    return Files.write(folder.resolve("given"), content).toString();
  }

  private void isRefused(Ran ran, String... words) {
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.words()).contains(words).hasLineCount(1).endsWith(".\n");
    assertThat(target()).doesNotExist();
  }

  @Test
  void writesAnApprovedExportToTheByte() throws IOException {
    Ran ran = verify(file(APPROVED) + "#sha256=" + TinyExport.sha256(APPROVED));
    assertThat(ran.words()).contains("loan-risk/7 is verified");
    assertThat(ran.exitCode()).isZero();
    assertThat(target()).hasBinaryContent(APPROVED);
  }

  @Test
  void refusesAMissingFileAndWrongArguments() {
    isRefused(verify(folder.resolve("nowhere").toString()), "there is no such file");
    isRefused(verify("given", "--allow-everything"), "takes LOCATION TARGET");
  }

  @Test
  void refusesAFileThatIsDamagedOrNoModel() throws IOException {
    byte[] flipped = APPROVED.clone();
    flipped[APPROVED.length / 2] ^= 1;
    isRefused(verify(file(flipped)), "is not built in");
    isRefused(verify(file(Arrays.copyOf(APPROVED, 900))), "cut off");
    isRefused(verify(file("Not found".getBytes(java.nio.charset.StandardCharsets.UTF_8))), "zip");
  }

  @Test
  void refusesAnotherFileThanTheOneAskedFor() throws IOException {
    isRefused(verify(file(APPROVED) + "#sha256=" + "0".repeat(64)), "as asked for");
  }

  @Test
  void refusesWhatNobodyApprovedUnlessItIsAllowedByName() throws IOException {
    isRefused(verify(file(TinyExport.candidate(BUNDLE))), "Nobody approved loan-risk/7");
    isRefused(verify(file(BUNDLE)), "Nobody approved loan-risk/1");

    Ran allowed = verify(file(BUNDLE), "--allow-unapproved");
    assertThat(allowed.words()).contains("nobody approved it");
    assertThat(allowed.exitCode()).isZero();
    assertThat(target()).hasBinaryContent(BUNDLE);
  }

  @Test
  void fetchesFromAnAddressAndRefusesWhatItDoesNotGive() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/model.zip");
          byte[] body = known ? APPROVED : new byte[] {'n', 'o'};
          exchange.sendResponseHeaders(known ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      isRefused(verify(address + "/other.zip"), "status 404");
      assertThat(verify(address + "/model.zip").exitCode()).isZero();
      assertThat(target()).hasBinaryContent(APPROVED);
      Files.delete(target());
    } finally {
      server.stop(0);
    }
    isRefused(verify(address + "/model.zip"), "cannot be reached");
  }
}
