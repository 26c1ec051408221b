package io.surety.door;

import java.net.URI;

/**
 * A service behind the door.
 *
 * @param name that its weight is set by, in letters, digits and hyphens
 * @param address such as {@code http://prediction-1:8080}, without a path
 */
public record Target(String name, URI address) {

  /** Refuses what no request could be sent to. */
  public Target {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "The name of a target has letters, digits and hyphens, but this one is '%s'."
              .formatted(name));
    }
    if (!"http".equals(address.getScheme())
        || address.getHost() == null
        || !(address.getPath().isEmpty() || address.getPath().equals("/"))) {
      throw new IllegalArgumentException(
          "The address of target %s looks like http://HOST:PORT, but it is '%s'."
              .formatted(name, address));
    }
  }

  /** Reads {@code NAME=ADDRESS}. */
  public static Target parse(String written) {
    int sign = written.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException(
          "A target is given as NAME=http://HOST:PORT, but this one is '%s'.".formatted(written));
    }
    return new Target(written.substring(0, sign), URI.create(written.substring(sign + 1)));
  }
}
