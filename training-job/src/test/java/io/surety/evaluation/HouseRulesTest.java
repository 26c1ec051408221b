package io.surety.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void areKept() {
    HouseRules.check("io.surety.evaluation");
    HouseRules.check("io.surety.report");
  }

  @Test
  void letTheReportKnowTheEvaluationAndNothingTheOtherWayRound() {
    noClasses()
        .that()
        .resideInAPackage("io.surety.evaluation")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.surety.report")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(new ClassFileImporter().importPackages("io.surety.evaluation"));
  }
}
