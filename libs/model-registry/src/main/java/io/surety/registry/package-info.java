/**
 * The registry of models: versions with their evidence, the decisions about them, and what is
 * served because of those decisions. Stages and aliases are derived from decisions and stored
 * nowhere else; the rules of deciding are kept by the database and only translated here.
 */
@NullMarked
package io.surety.registry;

import org.jspecify.annotations.NullMarked;
