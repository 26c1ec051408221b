package io.surety.bundle;

/**
 * Why one field of a request cannot be scored.
 *
 * @param field the name that the request used, or the input's when it is missing; empty for the row
 *     as a whole
 * @param sentence what is wrong, in a whole sentence
 */
public record FieldProblem(String field, String sentence) {}
