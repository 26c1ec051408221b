package io.surety.spec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Where each key of a spec stands: a line of the file, or an override. */
final class Places {

  /** An object or list that is open, and where in it the parser is. */
  private static final class Level {
    private final String path;
    private final boolean list;
    private int index = -1;
    private String key = "";

    Level(String path, boolean list) {
      this.path = path;
      this.list = list;
    }

    String next() {
      return list ? path + "[" + ++index + "]" : path + (path.isEmpty() ? "" : ".") + key;
    }
  }

  private final Path file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, String> overrides = new LinkedHashMap<>();

  Places(Path file) {
    this.file = file;
  }

  /** Reads a whole file and remembers the line of every key and list item. */
  void note(JsonParser parser) {
    Deque<Level> open = new ArrayDeque<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.PROPERTY_NAME) {
        open.element().key = parser.currentName();
      } else if (token.isStructEnd()) {
        open.pop();
      } else {
        String path = open.isEmpty() ? "" : open.element().next();
        lines.put(path, parser.currentTokenLocation().getLineNr());
        if (token.isStructStart()) {
          open.push(new Level(path, token == JsonToken.START_ARRAY));
        }
      }
    }
  }

  /** Remembers that a value does not come from the file. */
  void overridden(String path, String override) {
    overrides.put(path, override);
  }

  /** The place of a path in words: {@code models/loan-risk.yaml, line 12, learner.trees}. */
  String of(String path) {
    for (String overridden : overrides.keySet()) {
      if (overridden.startsWith(path + ".")) {
        return "--set " + overrides.get(overridden) + ": " + path;
      }
    }
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      String override = overrides.get(at);
      if (override != null) {
        return "--set " + override + ": " + path;
      }
    }
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      Integer line = lines.get(at);
      if (line != null) {
        return "%s, line %d, %s".formatted(file, line, path);
      }
    }
    return path.isEmpty() ? file.toString() : file + ", " + path;
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }
}
