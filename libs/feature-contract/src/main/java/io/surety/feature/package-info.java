/**
 * The five loan features: their names, order, types and meaning, and the records in which they
 * travel between services. Nothing here knows a database, a web framework or a model.
 */
@NullMarked
package io.surety.feature;

import org.jspecify.annotations.NullMarked;
