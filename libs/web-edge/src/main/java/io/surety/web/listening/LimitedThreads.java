package io.surety.web.listening;

import java.util.concurrent.Semaphore;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/**
 * A virtual thread for each connection that has something to say, but no more of them at work than
 * a number. Tomcat has some 80 KB of buffers for each one at work, and 16 KB for one that waits
 * here: many connections at once would fill the heap before any of them could be refused.
 */
final class LimitedThreads extends VirtualThreadExecutor {

  private final Semaphore free;

  LimitedThreads(String namePrefix, int atWork) {
    super(namePrefix);
    this.free = new Semaphore(atWork);
  }

  @Override
  public void execute(Runnable connection) {
    super.execute(() -> {
      free.acquireUninterruptibly();
      try {
        connection.run();
      } finally {
        free.release();
      }
    });
  }
}
