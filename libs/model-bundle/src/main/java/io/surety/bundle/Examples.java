package io.surety.bundle;

import java.util.List;

/** The content of {@code examples.json}. */
record Examples(List<Example> examples) {

  Examples {
    examples = List.copyOf(examples);
  }
}
