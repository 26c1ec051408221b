/**
 * MLflow's scoring protocol: what its clients and those of servers like it send to {@code
 * /invocations} (mlflow/mlflow, mlflow/pyfunc/scoring_server).
 */
@NullMarked
package io.surety.prediction.invocations;

import org.jspecify.annotations.NullMarked;
