/**
 * Every run of a job: when, as whom, with which code, from which hashes, and what came of it. A run
 * is written when it begins and when it ends; whether it goes on is known by a lock that its
 * process holds, so a process that was killed is told from one that works. A run with a key happens
 * once.
 */
@NullMarked
package io.surety.runs;

import org.jspecify.annotations.NullMarked;
