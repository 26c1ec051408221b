package io.surety.benchmarks.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The script that sets up and starts peers. */
record Workshop(Path script) {

  /** Fails, with what to type, when a peer has not been set up. */
  void requireInstalled(Peer peer) throws IOException, InterruptedException {
    Process list = new ProcessBuilder(script.toString(), "list").start();
    String said = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    list.waitFor();
    if (said.lines().noneMatch(peer.command()::equals)) {
      throw new PeerFailed(
          "It is not installed: type benchmarks/peers/run setup %s.".formatted(peer.command()));
    }
  }

  /** Starts a peer with a worker for each core, and returns when it answers. */
  RunningPeer serve(Peer peer, Stage stage, Path folder, int port)
      throws IOException, InterruptedException {
    Path file = peer.findsFeatures() ? stage.features() : stage.forest();
    return RunningPeer.start(
        List.of(
            script.toString(),
            "serve",
            peer.command(),
            file.toString(),
            folder.toString(),
            Integer.toString(port),
            Integer.toString(Seen.CORES)),
        peer.findsFeatures() ? database(stage) : Map.of(),
        folder.resolveSibling(peer + ".log"),
        port,
        peer.path(),
        peer.body(stage.people().getFirst()));
  }

  /** The embedded server trusts its owner, who makes tables for the peer beside ours. */
  private static Map<String, String> database(Stage stage) {
    String address = String.valueOf(stage.model().featureReader().getUrl());
    URI server = URI.create(address.replaceFirst("^jdbc:", ""));
    return Map.of(
        "PGHOST", "127.0.0.1",
        "PGPORT", Integer.toString(server.getPort()),
        "PGDATABASE", server.getPath().substring(1),
        "PGUSER", "postgres",
        "PGPASSWORD", "postgres");
  }
}
