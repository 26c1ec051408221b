package io.surety.terminal;

import picocli.CommandLine.Mixin;

/** What every decision asks for: who and why, and on which database. */
final class DecisionOptions {

  @Mixin SignatureOptions signature = new SignatureOptions();

  @Mixin DatabaseOptions database = new DatabaseOptions();
}
