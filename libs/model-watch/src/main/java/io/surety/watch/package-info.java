/**
 * Watches the versions that aliases point at: looks at what they answered and what became of it,
 * judges it by the rules of their breakers, switches these, keeps what it measured, and tells a
 * webhook.
 */
@NullMarked
package io.surety.watch;

import org.jspecify.annotations.NullMarked;
