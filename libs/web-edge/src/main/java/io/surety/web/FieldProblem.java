package io.surety.web;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it is: {@code as_of}, {@code user_ids[3]}, {@code [3].features.age}
 * @param problem a sentence about it
 */
public record FieldProblem(String field, String problem) {}
