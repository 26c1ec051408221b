/**
 * Decisions about models over HTTP, for those who may not come near the database. Off unless it is
 * switched on, with a login of its own, and never without tokens: who decides is who the token
 * says.
 */
@NullMarked
package io.surety.prediction.decisions;

import org.jspecify.annotations.NullMarked;
