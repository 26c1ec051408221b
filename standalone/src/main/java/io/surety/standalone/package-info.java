/**
 * The whole system in one process: an embedded PostgreSQL in a data directory, both services, and
 * every command of the terminal.
 */
@NullMarked
package io.surety.standalone;

import org.jspecify.annotations.NullMarked;
