/**
 * Who may come in: bearer tokens of an OIDC issuer or of a local key pair, the scopes that they
 * have to carry, and what is answered otherwise. Without them a service listens on loopback alone.
 */
@NullMarked
package io.surety.web.tokens;

import org.jspecify.annotations.NullMarked;
