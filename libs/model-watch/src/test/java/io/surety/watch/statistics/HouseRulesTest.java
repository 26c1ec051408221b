package io.surety.watch.statistics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void areKept() {
    HouseRules.check("io.surety.watch");
  }

  @Test
  void letStatisticsKnowNeitherDatabasesNorSpring() {
    noClasses()
        .that()
        .resideInAPackage("io.surety.watch.statistics")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework..")
        .check(new ClassFileImporter().importPackages("io.surety.watch.statistics"));
  }
}
