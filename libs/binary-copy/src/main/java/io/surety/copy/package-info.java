/** Rows in the binary format of PostgreSQL's COPY: encoded, gathered and handed to the server. */
@NullMarked
package io.surety.copy;

import org.jspecify.annotations.NullMarked;
