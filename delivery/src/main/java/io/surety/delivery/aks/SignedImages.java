package io.surety.delivery.aks;

import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.tools.BuiltImages;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images in the registry of an environment. Built once: listed (SBOM), looked through for holes
 * that can be closed, pushed by commit, signed by digest with a key that stays in the Key Vault.
 *
 * @param key the file of its public half, with which images are verified where no vault is reached
 */
record SignedImages(
    Toolbox toolbox, Freight freight, AzureNames names, BuiltImages builder, Path key) {

  /** What cosign keeps beside an image: its signature, and its SBOM as an attestation. */
  private static final List<String> SIGNATURES = List.of("sig", "att");

  void build() {
    requireKey();
    toolbox.run(Line.of(Tool.AZ, "acr", "login", "--name", names.registry()));
    List<Image> images = new ArrayList<>();
    for (Image.Recipe recipe : Image.RECIPES) {
      String reference =
          "%s/%s:%s".formatted(names.registryHost(), recipe.name(), builder.commit());
      builder.build(recipe, reference);
      String sbom = freight.place("sbom/%s.cdx.json".formatted(recipe.name())).toString();
      toolbox.run(
          Line.of(Tool.SYFT, "scan", "docker:" + reference, "--output", "cyclonedx-json=" + sbom));
      toolbox.run(
          Line.of(
              Tool.TRIVY,
              "image",
              "--scanners",
              "vuln",
              "--severity",
              "HIGH,CRITICAL",
              "--ignore-unfixed",
              "--exit-code",
              "1",
              "--no-progress",
              reference));
      toolbox.run(Line.of(Tool.DOCKER, "push", reference));
      Image image = builder.inspect(recipe, reference, builder.pushedDigest(reference));
      sign(image, sbom);
      images.add(image);
    }
    freight.leave(new Images(builder.commit(), names.registryId(), images));
  }

  private void sign(Image image, String sbom) {
    toolbox.run(signing("sign").and(image.pinned()));
    toolbox.run(
        signing("attest").and("--type", "cyclonedx", "--predicate", sbom).and(image.pinned()));
  }

  /**
   * Brings images here from the registry in which the environment before this one has them, digest
   * for digest and with their signatures, and verifies them here with the public key of the
   * sources. The import is carried out by Azure, so that a registry need not be open to this
   * machine.
   */
  void bring(Images images) {
    requireKey();
    toolbox.run(Line.of(Tool.AZ, "acr", "login", "--name", names.registry()));
    List<Image> here = images.images().stream().map(image -> bring(images, image)).toList();
    freight.leave(new Images(images.commit(), names.registryId(), here));
  }

  private Image bring(Images images, Image image) {
    if (!images.registry().equals(names.registryId())) {
      importFrom(images.registry(), image.name() + "@" + image.digest(), tag(image, images));
      for (String kind : SIGNATURES) {
        String signature =
            "%s:%s.%s".formatted(image.name(), image.digest().replace(':', '-'), kind);
        importFrom(images.registry(), signature, signature);
      }
    }
    Image here =
        new Image(
            image.name(),
            names.registryHost() + "/" + tag(image, images),
            image.digest(),
            image.entrypoint());
    toolbox.run(
        Line.of(Tool.COSIGN, "verify", "--insecure-ignore-tlog=true", "--key", key.toString())
            .and("--output", "text", here.pinned()));
    return here;
  }

  private void importFrom(String registry, String source, String target) {
    toolbox.run(
        Line.of(Tool.AZ, "acr", "import", "--name", names.registry())
            .and("--registry", registry, "--source", source)
            .and("--image", target, "--force"));
  }

  private static String tag(Image image, Images images) {
    return "%s:%s".formatted(image.name(), images.commit());
  }

  private void requireKey() {
    if (!toolbox.onlyPrints() && !Files.isReadable(key)) {
      throw new CommandFailed(
          "There is no %s, the public key that images are verified with: write it once with 'az keyvault key download --vault-name VAULT --name surety-images --file infra/cosign.pub' inside dev's network and commit it, as docs/pipeline.md says."
              .formatted(key));
    }
  }

  /** The vault is asked as whoever is signed in to Azure. */
  private Line signing(String act) {
    return Line.of(Tool.COSIGN, act, "--yes", "--tlog-upload=false")
        .and("--key", names.signingKey())
        .with("AZURE_TOKEN_CREDENTIALS", "AzureCLICredential");
  }
}
