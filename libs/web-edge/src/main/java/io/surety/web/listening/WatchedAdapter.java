package io.surety.web.listening;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * What stands around the answer to every request, also to those that Tomcat answers before any
 * valve, such as {@code OPTIONS *}: each begins with the usual time, and what of its body nobody
 * has read is not read by Tomcat, which would wait for it as long as it takes.
 *
 * @param answering Tomcat's own
 */
record WatchedAdapter(Adapter answering) implements Adapter {

  @Override
  public void service(Request request, Response response) throws Exception {
    WatchedRequests watch = WatchedRequests.over(request);
    watch.asUsual();
    try {
      answering.service(request, response);
    } finally {
      watch.answered();
    }
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return answering.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent status)
      throws Exception {
    return answering.asyncDispatch(request, response, status);
  }

  @Override
  public void log(Request request, Response response, long time) {
    answering.log(request, response, time);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    answering.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return answering.getDomain();
  }
}
