/**
 * The commands that people type: what they ask, what they print, and the exit codes. They know a
 * database by its address or by a data directory; who opens the latter is the program's business.
 */
@NullMarked
package io.surety.terminal;

import org.jspecify.annotations.NullMarked;
