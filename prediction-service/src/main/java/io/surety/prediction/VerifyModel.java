package io.surety.prediction;

import io.surety.bundle.UnreadableBundle;
import io.surety.prediction.champion.BundleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Puts a model into an image that is being built: fetches it, proves all that the service would
 * prove at its start, and only then writes it where the service finds it.
 *
 * <p>{@code java -cp … io.surety.prediction.VerifyModel LOCATION TARGET [--allow-unapproved]},
 * where LOCATION is a path or an http or https address, with {@code #sha256=HEX} behind it when
 * only one file will do. Exit code 0, or 1 after one sentence on standard error.
 */
public final class VerifyModel {

  private static final String ALLOW = "--allow-unapproved";
  private static final String HASH = "#sha256=";
  private static final int MOST_BYTES = 200 << 20;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
  private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);

  private VerifyModel() {}

  /** Ends the process with 0 when the model is verified and written, and with 1 otherwise. */
  public static void main(String[] args) {
    PrintWriter words = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), words));
  }

  static int run(List<String> args, PrintWriter words) {
    List<String> places = new ArrayList<>(args);
    boolean allowUnapproved = places.remove(ALLOW);
    if (places.size() != 2 || places.stream().anyMatch(place -> place.startsWith("--"))) {
      words.println(
          "VerifyModel takes LOCATION TARGET [--allow-unapproved], where LOCATION is a path or an address, with #sha256=HEX behind it if you like.");
      return 1;
    }
    try {
      words.println(verified(places.getFirst(), Path.of(places.getLast()), allowUnapproved));
      return 0;
    } catch (UnreadableBundle | IOException | IllegalArgumentException refused) {
      words.println(
          "The model %s is not built in: %s".formatted(places.getFirst(), sentence(refused)));
      return 1;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      words.println("Fetching the model was interrupted.");
      return 1;
    }
  }

  private static String verified(String location, Path target, boolean allowUnapproved)
      throws IOException, InterruptedException {
    int hashAt = location.lastIndexOf(HASH);
    String place = hashAt < 0 ? location : location.substring(0, hashAt);
    byte[] bytes = fetch(place);
    String sha256 = sha256(bytes);
    if (hashAt >= 0) {
      requireHash(location.substring(hashAt + HASH.length()), sha256);
    }
    BundleFile file = BundleFile.of(bytes, allowUnapproved);
    write(bytes, target);
    return "%s is verified and written to %s (SHA-256 %s)%s."
        .formatted(file.version(), target, sha256, file.approved() ? "" : "; nobody approved it");
  }

  private static void requireHash(String wanted, String sha256) {
    if (!wanted.strip().toLowerCase(Locale.ROOT).equals(sha256)) {
      throw new IllegalArgumentException(
          "its SHA-256 is %s, and not %s as asked for.".formatted(sha256, wanted));
    }
  }

  private static byte[] fetch(String place) throws IOException, InterruptedException {
    return place.startsWith("http://") || place.startsWith("https://")
        ? download(URI.create(place))
        : readLimited(Files.newInputStream(Path.of(place)));
  }

  private static byte[] download(URI address) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(FETCH_LIMIT).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      byte[] body = readLimited(answer.body());
      if (answer.statusCode() != 200) {
        throw new IOException("the server answered with status " + answer.statusCode() + ".");
      }
      return body;
    }
  }

  private static byte[] readLimited(InputStream opened) throws IOException {
    try (InputStream in = opened) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static void write(byte[] bytes, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + " is no place for a file.");
    }
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".model", ".part");
    try {
      Files.write(draft, bytes);
      // Whoever the service runs as may read it, and nobody needs to write it.
      draft.toFile().setReadable(true, false);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String sentence(Exception refused) {
    return switch (refused) {
      case java.nio.file.NoSuchFileException missing -> "there is no such file.";
      case java.net.ConnectException away -> "its server cannot be reached.";
      default -> String.valueOf(refused.getMessage());
    };
  }
}
