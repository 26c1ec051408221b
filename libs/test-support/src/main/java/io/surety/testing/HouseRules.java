package io.surety.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The rules that every module keeps inside itself; Maven keeps the ones between modules. */
public final class HouseRules {

  private static final List<ArchRule> RULES =
      List.of(
          slices().matching("io.surety.(*)..").should().beFreeOfCycles(),
          noClasses()
              .should()
              .haveSimpleNameEndingWith("Manager")
              .orShould()
              .haveSimpleNameEndingWith("Helper")
              .orShould()
              .haveSimpleNameEndingWith("Impl")
              .orShould()
              .haveSimpleNameEndingWith("Util")
              .orShould()
              .haveSimpleNameEndingWith("Utils")
              .because("a thing is named by its subject"),
          noClasses()
              .should()
              .resideInAnyPackage(
                  "..impl..", "..dto..", "..config..", "..util..", "..common..", "..helper..")
              .because("packages are cut by capability"),
          noFields()
              .should()
              .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
              .orShould()
              .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
              .allowEmptyShould(true)
              .because(
                  "what an object needs comes through its constructor, and settings are validated records"));

  private HouseRules() {}

  /** Checks the production classes under a package of the module that calls. */
  public static void check(String basePackage) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(basePackage);
    RULES.forEach(rule -> rule.check(classes));
  }
}
