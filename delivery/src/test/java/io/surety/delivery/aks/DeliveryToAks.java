package io.surety.delivery.aks;

import io.surety.delivery.tools.NotedLines;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what a delivery to clusters does, each with a delivery of its own. */
abstract class DeliveryToAks {

  @TempDir Path home;

  TestAks azure;
  NotedLines tools;

  @BeforeEach
  void leaveFreight() throws IOException {
    azure = new TestAks(home);
    tools = azure.tools();
  }
}
