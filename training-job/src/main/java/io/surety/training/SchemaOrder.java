package io.surety.training;

import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealIDInfo;

/**
 * Numbers features in the order of the schema, where Tribuo would sort them by name: feature 0 of
 * the forest is input 0 of the bundle, for every tool that reads it.
 */
@SuppressWarnings("serial")
final class SchemaOrder extends ImmutableFeatureMap {

  SchemaOrder(LoanDataset loans) {
    for (int input = 0; input < loans.width(); input++) {
      RealIDInfo info = observe(loans, input);
      m.put(info.getName(), info);
      idMap.put(input, info);
    }
    size = loans.width();
  }

  private static RealIDInfo observe(LoanDataset loans, int input) {
    int count = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    for (int index = 0; index < loans.size(); index++) {
      double value = loans.value(index, input);
      if (!Double.isNaN(value)) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
      }
    }
    return new RealIDInfo(loans.name(input), count, max, min, mean, squares, input);
  }
}
