package io.surety.backup;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a backup's manifest. */
final class BackupJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BackupJson() {}

  static byte[] write(BackupManifest manifest) {
    return MAPPER.writeValueAsBytes(manifest);
  }

  static BackupManifest read(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      int format = tree.path("format_version").asInt(0);
      if (format < 1) {
        throw new UnreadableBackup("The backup's manifest.json names no format version.");
      }
      if (format > BackupManifest.FORMAT_VERSION) {
        throw new UnreadableBackup(
            "The backup has format version %d, and this Surety restores versions up to %d: upgrade it."
                .formatted(format, BackupManifest.FORMAT_VERSION));
      }
      return MAPPER.treeToValue(tree, BackupManifest.class);
    } catch (JacksonException unreadable) {
      throw new UnreadableBackup("The backup's manifest.json cannot be read.", unreadable);
    }
  }
}
