package io.surety.delivery.freight;

import java.util.Optional;

/**
 * A version on its way to other registries: bundle, evidence and decisions in one file.
 *
 * @param file its name in the freight
 * @param sha256 of its bytes
 * @param image the image that carries it into clusters, by digest
 */
public record Export(String version, String file, String sha256, Optional<String> image) {}
