package io.surety.bundle;

/** Is told of rows that are refused because the model does not know a category of theirs. */
@FunctionalInterface
public interface UnknownCategories {

  /**
   * A row was refused; it is told of once, however many of its categories are unknown.
   *
   * @param input the first whose category is unknown, by its name in the schema
   */
  void refused(String input);
}
