package io.surety.watching;

import io.surety.predictionlog.ConsistencyChecks;
import io.surety.watch.Events;
import java.time.Instant;
import java.util.Optional;

/**
 * How the data stands that models answer by.
 *
 * @param newestLoad when the newest loans became known; features are as old as that
 * @param lastCheck of logged features against the ledger
 * @param backlog what waits to be told to the webhook
 * @param missing from the log, because of processes that were heard of within a day
 */
record DataState(
    Optional<Instant> newestLoad,
    Optional<ConsistencyChecks.Kept> lastCheck,
    Events.Backlog backlog,
    MissingDecisions missing) {}
