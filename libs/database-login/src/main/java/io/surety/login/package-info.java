/**
 * How a process logs in to PostgreSQL: over verified TLS, with a password or its workload identity.
 */
@NullMarked
package io.surety.login;

import org.jspecify.annotations.NullMarked;
