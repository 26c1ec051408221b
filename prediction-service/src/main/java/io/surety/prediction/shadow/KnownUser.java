package io.surety.prediction.shadow;

import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user and all that the feature service knows, also what the model that answered does not ask
 * for.
 *
 * @param definitions of these features, such as {@code age@1}
 */
public record KnownUser(
    UserId user, Lookup lookup, Map<String, @Nullable Number> features, List<String> definitions) {}
