package io.surety.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command as it was typed, for lines that somebody may copy into a shell. */
public record Typed(List<String> arguments) {

  private static final String FOLDER = "--data-dir";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Keeps its own copy. */
  public Typed {
    arguments = List.copyOf(arguments);
  }

  /** A word as a shell takes it for one word. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The option that names a folder, as part of a line. */
  public static String dataDirectory(Path folder) {
    return " " + FOLDER + " " + quoted(folder.toString());
  }

  /** The same command on another folder. */
  public String in(Path folder) {
    List<String> kept = new ArrayList<>();
    for (Iterator<String> each = arguments.iterator(); each.hasNext(); ) {
      String argument = each.next();
      if (argument.equals(FOLDER)) {
        each.next();
      } else if (!argument.startsWith(FOLDER + "=")) {
        kept.add(argument);
      }
    }
    return "./surety "
        + kept.stream().map(Typed::quoted).collect(Collectors.joining(" "))
        + dataDirectory(folder);
  }

  /** A folder beside another one, as short as it can be typed. */
  public static Path beside(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path other = whole.resolveSibling(whole.getFileName() + "-loans");
    Path here = Path.of("").toAbsolutePath();
    return other.startsWith(here) ? here.relativize(other) : other;
  }
}
