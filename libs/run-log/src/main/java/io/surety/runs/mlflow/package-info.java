/**
 * Runs on an MLflow server, over its REST API of version 2.0. What is recorded in the database
 * stays the truth; a server that is away is caught up with later, and has each run once.
 */
@NullMarked
package io.surety.runs.mlflow;

import org.jspecify.annotations.NullMarked;
