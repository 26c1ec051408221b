package io.surety.benchmarks.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/** What it takes until a disk has what was written to it: what every commit waits for. */
public final class DiskFlush {

  private static final int FLUSHES = 200;
  private static final int PIECE = 1 << 14;

  private DiskFlush() {}

  /** The median of so many flushes, each of 16 KB that take the place of others, as in a log. */
  public static Duration median(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "flush-", ".bin");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
      for (int i = 0; i < FLUSHES; i++) {
        write(channel, piece, i);
      }
      channel.force(true);
      long[] nanos = new long[FLUSHES];
      for (int i = 0; i < FLUSHES; i++) {
        long begun = System.nanoTime();
        write(channel, piece, i);
        channel.force(false);
        nanos[i] = System.nanoTime() - begun;
      }
      Arrays.sort(nanos);
      return Duration.ofNanos(nanos[FLUSHES / 2]);
    } finally {
      Files.delete(file);
    }
  }

  private static void write(FileChannel channel, ByteBuffer piece, int at) throws IOException {
    piece.clear();
    for (long place = (long) at * PIECE; piece.hasRemaining(); ) {
      place += channel.write(piece, place);
    }
  }
}
