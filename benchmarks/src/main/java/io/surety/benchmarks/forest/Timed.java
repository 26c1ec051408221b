package io.surety.benchmarks.forest;

/** What is measured: a method of {@link ForestTimings} and how many threads call it. */
enum Timed {
  OURS_ONE_ROW("oursOneRow", 1, "Surety, one row"),
  OURS_TWO_THREADS("oursOneRow", 2, "Surety, one row on each of two threads"),
  OURS_BATCH("oursBatch", 1, "Surety, 10,000 rows"),
  OURS_BATCH_TWO_THREADS("oursBatch", 2, "Surety, 10,000 rows on each of two threads"),
  OURS_CONTRIBUTIONS("oursContributions", 1, "Surety, contributions of one row"),
  TRIBUO_ONE_ROW("tribuoOneRow", 1, "Tribuo predict, one row"),
  MATRIX_ONE_ROW("matrixOneRow", 1, "XGBoost4J DMatrix and predict, one row"),
  INPLACE_ONE_ROW("inplaceOneRow", 1, "XGBoost4J inplace_predict, one row"),
  INPLACE_BATCH("inplaceBatch", 1, "XGBoost4J inplace_predict, 10,000 rows"),
  NATIVE_CONTRIBUTIONS("nativeContributions", 1, "XGBoost4J predictContrib, one row"),
  ONNX_ONE_ROW("onnxOneRow", 1, "ONNX Runtime, one row"),
  ONNX_BATCH("onnxBatch", 1, "ONNX Runtime, 10,000 rows"),
  TREELITE_ONE_ROW("treeliteOneRow", 1, "Treelite and TL2cgen, one row"),
  TREELITE_BATCH("treeliteBatch", 1, "Treelite and TL2cgen, 10,000 rows");

  private final String method;
  private final int threads;
  private final String words;

  Timed(String method, int threads, String words) {
    this.method = method;
    this.threads = threads;
    this.words = words;
  }

  String method() {
    return method;
  }

  int threads() {
    return threads;
  }

  String words() {
    return words;
  }

  boolean needsTreelite() {
    return method.startsWith("treelite");
  }
}
