package io.surety.runs;

import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that begins a run, says so, and goes on until it is killed. */
final class RunningProcess {

  private RunningProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    database.setPassword(arguments[2]);
    Begun begun = new RunLog(database).begin(RunPlan.of("cycle", "0.1.0").withKey(arguments[3]));
    System.out.println(begun.getClass().getSimpleName());
    new CountDownLatch(1).await();
  }
}
