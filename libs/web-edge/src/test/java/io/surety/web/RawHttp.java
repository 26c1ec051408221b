package io.surety.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What no ordinary client sends: pieces of a request. */
final class RawHttp {

  private RawHttp() {}

  static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Whether it could be sent, and the connection is open as far as one can tell. */
  static boolean drip(Socket socket, String drop) {
    try {
      send(socket, drop);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
