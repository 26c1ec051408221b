package io.surety.web.tokens;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who made the request that this thread answers. */
public interface Callers {

  /** Nobody has to say who he is. */
  Callers UNKNOWN =
      new Callers() {
        @Override
        public @Nullable String token() {
          return null;
        }

        @Override
        public Optional<Caller> current() {
          return Optional.empty();
        }
      };

  /** The verified token that came with the request, or null where none is asked for. */
  @Nullable String token();

  /** Who the verified token says that it is. */
  Optional<Caller> current();

  /** How long the verified token counts; not said where none is asked for. */
  default Optional<Instant> until() {
    return Optional.empty();
  }
}
