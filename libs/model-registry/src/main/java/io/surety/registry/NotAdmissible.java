package io.surety.registry;

import io.surety.bundle.ModelExport;

/** The export holds no approval, so no registry takes it in. */
public final class NotAdmissible extends RuntimeException {

  NotAdmissible(ModelExport export) {
    super(
        "%s was not approved in %s when it was exported, and only an approved version is admitted. Have it approved there, and export it again."
            .formatted(export.manifest().written(), export.manifest().registryName()));
  }
}
