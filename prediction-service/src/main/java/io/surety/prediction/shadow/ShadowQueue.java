package io.surety.prediction.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be scored in shadow, bounded by its memory. Any number of threads may offer, and
 * none of them ever waits; one takes.
 */
final class ShadowQueue {

  private static final int MOST_ROWS = 500;

  private final ConcurrentLinkedQueue<Piece> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final long most;
  private volatile @Nullable Thread idle;
  private volatile boolean closed;

  ShadowQueue(long mostBytes) {
    this.most = mostBytes;
  }

  /** Takes a piece in, unless there is no room; a large one finds room where nothing else is. */
  boolean offer(Piece piece) {
    long size = piece.bytes();
    long now = bytes.addAndGet(size);
    if (closed || (now > most && now > size)) {
      bytes.addAndGet(-size);
      return false;
    }
    rows.addAndGet(piece.rows().size());
    pieces.add(piece);
    LockSupport.unpark(idle);
    return true;
  }

  /** How many predictions wait. */
  long rows() {
    return rows.get();
  }

  /** Waits for pieces, and takes a few; none when it is closed and empty. */
  List<Piece> take() {
    List<Piece> taken = new ArrayList<>();
    int count = 0;
    while (count < MOST_ROWS) {
      Piece next = pieces.poll();
      if (next != null) {
        taken.add(next);
        count += next.rows().size();
        rows.addAndGet(-next.rows().size());
        bytes.addAndGet(-next.bytes());
      } else if (!taken.isEmpty() || closed) {
        return taken;
      } else {
        waitForOne();
      }
    }
    return taken;
  }

  private void waitForOne() {
    idle = Thread.currentThread();
    if (pieces.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = null;
  }

  /** Takes nothing in from now on. */
  void close() {
    closed = true;
    LockSupport.unpark(idle);
  }
}
