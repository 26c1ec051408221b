package io.surety.batch;

import io.surety.predictionlog.LogRows;
import java.util.List;

/**
 * Some rows with what came of them, ready to be written.
 *
 * @param size the number of rows, rejected ones among them
 * @param rejections one for each rejected row
 */
record ScoredChunk(
    int size,
    long lastPlace,
    long lastUser,
    LogRows rows,
    List<Rejection> rejections,
    long approved,
    long referred,
    long declined) {}
