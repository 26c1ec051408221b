package io.surety.benchmarks.forest;

import io.surety.forest.Forest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The forest as C code of Treelite and TL2cgen, compiled by Python where both are installed and
 * called without Python.
 */
final class TreeliteLibrary {

  private static final String SCRIPT = "treelite_library.py";
  private static final String LIBRARY = "treelite.so";

  private final MethodHandle predict;
  private final MemorySegment row =
      Arena.global().allocate(ValueLayout.JAVA_FLOAT, TimedForest.INPUTS);
  private final MemorySegment margin = Arena.global().allocate(ValueLayout.JAVA_FLOAT);

  /** Loads the library of a folder; one for each thread. */
  @SuppressWarnings("restricted")
  TreeliteLibrary(Path folder) {
    MemorySegment function =
        SymbolLookup.libraryLookup(folder.resolve(LIBRARY), Arena.global()).findOrThrow("predict");
    predict =
        Linker.nativeLinker()
            .downcallHandle(
                function,
                FunctionDescriptor.ofVoid(
                    ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /**
   * Compiles the forest.
   *
   * @return why it was not, in a sentence; empty when it was
   */
  static Optional<String> compile(String python, TimedForest forest)
      throws IOException, InterruptedException {
    Path script = forest.folder().resolve(SCRIPT);
    try (InputStream source =
        Objects.requireNonNull(TreeliteLibrary.class.getResourceAsStream(SCRIPT))) {
      Files.copy(source, script);
    }
    try {
      Process process =
          new ProcessBuilder(python, script.toString(), forest.folder().toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return exit == 0
          ? Optional.empty()
          : Optional.of("%s says: %s.".formatted(python, said.strip().lines().toList().getLast()));
    } catch (IOException absent) {
      return Optional.of("%s cannot be run.".formatted(python));
    }
  }

  /** The margin of a row; the code adds to what it is given. */
  float margin(float[] rows, int at) {
    margin.set(ValueLayout.JAVA_FLOAT, 0, 0);
    MemorySegment.copy(rows, at, row, ValueLayout.JAVA_FLOAT, 0, TimedForest.INPUTS);
    try {
      predict.invokeExact(row, 1, margin);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
    return margin.get(ValueLayout.JAVA_FLOAT, 0);
  }

  /** Refuses to measure a forest that answers otherwise. */
  void holdTo(Forest ours) {
    float[] batch = TimedForest.batch();
    float[] expected = new float[TimedForest.ROWS];
    ours.margins(batch, TimedForest.ROWS, expected);
    for (int row = 0; row < expected.length; row++) {
      float seen = margin(batch, row * TimedForest.INPUTS);
      if (Math.abs(seen - expected[row]) > 1e-4 * Math.max(1, Math.abs(expected[row]))) {
        throw new IllegalStateException("Treelite scores another forest.");
      }
    }
  }
}
