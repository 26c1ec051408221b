package io.surety.delivery.tools;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tools that no image of an agent brings in a version one can rely on: fetched for Linux on x86-64,
 * and refused when their bytes are not those that were looked at when the version was chosen.
 */
public record PinnedTools(Path folder) {

  private static final List<Pinned> TOOLS =
      List.of(
          new Pinned(
              Tool.SYFT,
              "1.49.0",
              "https://github.com/anchore/syft/releases/download/v1.49.0/syft_1.49.0_linux_amd64.tar.gz",
              "7aa2f03ee92739cf643279ba3990548b9925d4e22cae13f46831ee62821147fe"),
          new Pinned(
              Tool.TRIVY,
              "0.69.3",
              "https://github.com/aquasecurity/trivy/releases/download/v0.69.3/trivy_0.69.3_Linux-64bit.tar.gz",
              "1816b632dfe529869c740c0913e36bd1629cb7688bd5634f4a858c1d57c88b75"),
          new Pinned(
              Tool.COSIGN,
              "2.6.5",
              "https://github.com/sigstore/cosign/releases/download/v2.6.5/cosign-linux-amd64",
              "c3b4f5410e608af03a5eb0aaac84a4313d8da131248e08ff1759ac70c79d1644"),
          new Pinned(
              Tool.TERRAFORM,
              "1.14.0",
              "https://releases.hashicorp.com/terraform/1.14.0/terraform_1.14.0_linux_amd64.zip",
              "33ac217458ba8b44ce2813553083bc132c9a07e41a79c2e3627977682d283093"));

  /** One tool in one version. */
  record Pinned(Tool tool, String version, String address, String sha256) {}

  static List<Pinned> all() {
    return TOOLS;
  }

  /** Fetches what is not there yet. */
  public void fetch(Toolbox toolbox) {
    for (Pinned pinned : TOOLS) {
      Path program = folder.resolve(pinned.tool().program());
      Path archive = folder.resolve(pinned.tool().program() + "-" + pinned.version());
      if (Files.isExecutable(program) && Files.isReadable(archive)) {
        continue;
      }
      if (!toolbox.onlyPrints()) {
        make(folder);
      }
      toolbox.run(
          Line.of(
              Tool.CURL,
              "--fail",
              "--silent",
              "--show-error",
              "--location",
              "--retry",
              "3",
              "--output",
              archive.toString(),
              pinned.address()));
      if (!toolbox.onlyPrints()) {
        requireChecksum(pinned, archive);
      }
      unpack(toolbox, pinned, archive, program);
    }
  }

  private void unpack(Toolbox toolbox, Pinned pinned, Path archive, Path program) {
    String name = pinned.tool().program();
    if (pinned.address().endsWith(".tar.gz")) {
      toolbox.run(Line.of(Tool.TAR, "-xzf", archive.toString(), "-C", folder.toString(), name));
    } else if (pinned.address().endsWith(".zip")) {
      toolbox.run(Line.of(Tool.UNZIP, "-qo", archive.toString(), name, "-d", folder.toString()));
    } else if (!toolbox.onlyPrints()) {
      copy(archive, program);
    }
  }

  /** Refuses a file whose bytes are not the expected ones, and removes it. */
  static void requireChecksum(Pinned pinned, Path archive) {
    try {
      String sha256 =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
      if (!sha256.equals(pinned.sha256())) {
        Files.delete(archive);
        throw new CommandFailed(
            "What %s answered is not %s %s as it was when it was chosen (SHA-256 %s instead of %s): do not run it, and find out who changed it."
                .formatted(
                    pinned.address(),
                    pinned.tool().program(),
                    pinned.version(),
                    sha256,
                    pinned.sha256()));
      }
    } catch (IOException | NoSuchAlgorithmException failure) {
      throw new CommandFailed(
          "The file %s cannot be read (%s); try again.".formatted(archive, failure.getMessage()),
          failure);
    }
  }

  private static void copy(Path archive, Path program) {
    try {
      Files.deleteIfExists(program);
      Files.copy(archive, program);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failure) {
      throw new CommandFailed(
          "The program %s cannot be written (%s); check the disk."
              .formatted(program, failure.getMessage()),
          failure);
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new CommandFailed(
          "The folder %s cannot be made (%s).".formatted(folder, failure.getMessage()), failure);
    }
  }
}
