package io.surety.web;

import tools.jackson.core.JsonPointer;

/** Writes a place in a document as people do: {@code [3].features.age}. */
final class JsonPlace {

  private JsonPlace() {}

  static String of(JsonPointer pointer) {
    StringBuilder place = new StringBuilder();
    for (JsonPointer step = pointer; !step.matches(); step = step.tail()) {
      if (step.mayMatchElement()) {
        place.append('[').append(step.getMatchingIndex()).append(']');
      } else {
        place
            .append(place.isEmpty() ? "" : ".")
            .append(Quoted.fieldName(step.getMatchingProperty()));
      }
    }
    return place.toString();
  }
}
