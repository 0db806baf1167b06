package org.duetml;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Imports only point one way, so that every package can be read knowing only those below it. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class ArchitectureTest {
  private static final String ROOT = "org.duetml";

  /**
   * Each package with the packages of ours it may know: the arrows of the architecture, from the
   * bottom up. The root package, the façade, may know them all and none may know it.
   */
  private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("kernel", Set.of());
    MAY_KNOW.put("state", Set.of());
    MAY_KNOW.put("nn", Set.of("kernel", "state"));
    MAY_KNOW.put("data", Set.of("kernel"));
    MAY_KNOW.put("metric", Set.of("kernel", "data"));
    MAY_KNOW.put("diffusion", Set.of("kernel", "state", "nn", "data"));
    MAY_KNOW.put("energy", Set.of("kernel", "state", "nn", "data"));
    MAY_KNOW.put("anomaly", Set.of("kernel", "nn", "data", "metric", "diffusion", "energy"));
    MAY_KNOW.put("config", Set.of("kernel", "nn", "diffusion"));
    MAY_KNOW.put(
        "gcd", Set.of("kernel", "state", "nn", "data", "metric", "diffusion", "energy", "config"));
    MAY_KNOW.put(
        "model",
        Set.of("kernel", "state", "nn", "data", "metric", "diffusion", "energy", "config", "gcd"));
  }

  private static JavaClasses core;

  @BeforeAll
  static void importClasses() {
    core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    assertTrue(core.contain("org.duetml.kernel.Matrix"), "the classes of core were not read");
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : core) {
      found.add(type.getPackageName());
    }
    found.remove(ROOT);
    MAY_KNOW.keySet().forEach(name -> found.remove(ROOT + "." + name));
    assertEquals(Set.of(), found, "packages without a place in the architecture");
  }

  @Test
  void theArrowsPointOneWay() {
    Set<String> below = new HashSet<>();
    MAY_KNOW.forEach(
        (name, known) -> {
          assertTrue(below.containsAll(known), name + " may know a package that is not below it");
          below.add(name);
        });
  }

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    MAY_KNOW.forEach(
        (name, known) -> {
          String[] allowed =
              Stream.concat(Stream.of(name), known.stream())
                  .map(other -> ROOT + "." + other)
                  .toArray(String[]::new);
          noClasses()
              .that(resideInAPackage(ROOT + "." + name))
              .should()
              .dependOnClassesThat(
                  resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
              .allowEmptyShould(true)
              .check(core);
        });
  }

  @Test
  void coreUsesNothingButTheJdkAndJackson() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + "..",
                "java..",
                "com.sun.management..", // of the JDK's module jdk.management
                "jdk.incubator.vector..",
                "com.fasterxml.jackson.."))
        .check(core);
  }

  @Test
  void onlyKernelsUseTheVectorApi() {
    noClasses()
        .that(not(resideInAPackage(ROOT + ".kernel")))
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.vector.."))
        .check(core);
  }

  @Test
  void onlyTheModelKnowsFilesAndJson() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT, ROOT + ".model")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio.file..", "com.fasterxml.jackson.."))
        .check(core);
  }

  @Test
  void coreHasNoScreenAndNoOtherSourceOfChance() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax..", "java.util.random.."))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.Random|java\\.util\\.concurrent\\.ThreadLocalRandom"
                + "|java\\.security\\.SecureRandom|java\\.io\\.ObjectInputStream")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(core);
  }
}
