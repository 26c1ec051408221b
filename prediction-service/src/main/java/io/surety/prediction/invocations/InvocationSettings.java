package io.surety.prediction.invocations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much MLflow's protocol takes in one request.
 *
 * @param bodyLimit the most bytes of a body, and with them the most rows
 */
@ConfigurationProperties("surety.invocations")
record InvocationSettings(@DefaultValue("8MB") DataSize bodyLimit) {}
