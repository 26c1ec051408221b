package io.surety.training;

import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A process of its own that trains once: says each step as it begins, and the bundle's hash. */
final class TrainingProcess {

  private TrainingProcess() {}

  /** Arguments: address, user and password of the database, the spec, overrides. */
  public static void main(String... args) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(args[0]);
    database.setUser(args[1]);
    database.setPassword(args[2]);
    List<String> overrides = Arrays.asList(args).subList(4, args.length);
    TrainedModel model =
        Training.run(
            database,
            ModelSpec.read(Path.of(args[3]), overrides),
            Optional.empty(),
            Optional.empty(),
            step -> System.out.println(step));
    System.out.println("sha256 " + model.sha256());
  }
}
