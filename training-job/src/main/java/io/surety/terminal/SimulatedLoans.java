package io.surety.terminal;

import io.surety.loans.LoanSource;
import io.surety.simulation.LoanBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A simulated loan book that is read while it is being written, and never lies on a disk. */
final class SimulatedLoans {

  private static final int BUFFER = 1 << 20;

  private SimulatedLoans() {}

  /** Writes simulated loans. */
  @FunctionalInterface
  interface Book {
    void writeTo(OutputStream out) throws IOException;
  }

  static LoanSource of(long users, long seed) {
    return of(
        "simulated (%d users, seed %d)".formatted(users, seed),
        out -> LoanBook.write(users, seed, out, _ -> {}));
  }

  static LoanSource of(String name, Book book) {
    return new LoanSource(name, LoanSource.Kind.SIMULATED, () -> stream(book));
  }

  private static InputStream stream(Book book) throws IOException {
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    PipedOutputStream out = new PipedOutputStream();
    InputStream in =
        new PipedInputStream(out, BUFFER) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            IOException broken = failure.get();
            if (read < 0 && broken != null) {
              throw broken;
            }
            return read;
          }
        };
    Thread.ofPlatform()
        .daemon()
        .name("simulation")
        .start(() -> {
          try (OutputStream closing = out) {
            book.writeTo(closing);
          } catch (IOException broken) {
            failure.set(broken);
          }
        });
    return in;
  }
}
