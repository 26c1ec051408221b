package io.surety.terminal;

/** The two lines that serve a version, ready to be copied. */
public final class ServingLines {

  private ServingLines() {}

  /**
   * Says them.
   *
   * @param database the option that names the database, with a blank before it, or nothing
   */
  public static void say(Console console, String version, boolean override, String database) {
    console.say(
        "    ./surety approve %s --by NAME --reason TEXT%s%s"
            .formatted(version, override ? " --override" : "", database));
    console.say(
        "    ./surety promote %s --to champion --by NAME --reason TEXT%s"
            .formatted(version, database));
  }
}
