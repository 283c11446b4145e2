package io.kubeterminal.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.kubeterminal.rules.violation.reaper.AsksKubernetes;
import io.kubeterminal.rules.violation.reaper.OpensSpans;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may know whom: one class per outside system, and no package that needs another in a circle.
 */
class ImportTest {

  private static final String FABRIC8_CLIENT = "io.fabric8.kubernetes.client..";
  private static final String FABRIC8 = "io.fabric8..";

  private static final ArchRule ONLY_CLUSTER_TALKS_TO_KUBERNETES =
      noClasses()
          .that()
          .resideInAPackage("io.kubeterminal..")
          .and()
          .resideOutsideOfPackages(
              "io.kubeterminal.provisioner.cluster..",
              "io.kubeterminal.api.cluster..",
              "io.kubeterminal.api.gateway.cluster..",
              "io.kubeterminal.quickstart..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FABRIC8_CLIENT);

  private static final ArchRule ONLY_MANIFESTS_KNOW_KUBERNETES_OBJECTS =
      noClasses()
          .that()
          .resideInAPackage("io.kubeterminal..")
          .and()
          .resideOutsideOfPackages(
              "io.kubeterminal.provisioner.cluster..",
              "io.kubeterminal.provisioner.manifest..",
              "io.kubeterminal.api.cluster..",
              "io.kubeterminal.api.gateway.cluster..",
              "io.kubeterminal.quickstart..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FABRIC8);

  private static final ArchRule THE_WIRE_CONTRACT_KNOWS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.kubeterminal.schema..",
              "io.kubeterminal.topic..",
              "io.kubeterminal.serde..",
              "io.kubeterminal.sealing..",
              "io.kubeterminal.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", FABRIC8);

  /** So that whoever replays the log folds by the very same rule, without a service. */
  private static final ArchRule THE_FOLD_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAnyPackage("io.kubeterminal.fold..", "io.kubeterminal.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "org.apache.kafka.streams..", FABRIC8);

  private static final ArchRule ONLY_TELEMETRY_OPENS_SPANS =
      noClasses()
          .that()
          .resideInAPackage("io.kubeterminal..")
          .and()
          .resideOutsideOfPackage("io.kubeterminal.telemetry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer.tracing..", "io.opentelemetry..");

  private static final ArchRule SERVICES_MEET_IN_KAFKA_ONLY =
      slices()
          .matching("io.kubeterminal.(api|provisioner|reaper|audit)..")
          .should()
          .notDependOnEachOther();

  private static final ArchRule PACKAGES_HAVE_NO_CIRCLES =
      slices().matching("io.kubeterminal.(**)").should().beFreeOfCycles();

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.kubeterminal");

  @TestFactory
  Stream<DynamicTest> everyRuleHolds() {
    return Stream.of(
            ONLY_CLUSTER_TALKS_TO_KUBERNETES,
            ONLY_MANIFESTS_KNOW_KUBERNETES_OBJECTS,
            THE_WIRE_CONTRACT_KNOWS_NO_FRAMEWORK,
            THE_FOLD_IS_PLAIN_JAVA,
            ONLY_TELEMETRY_OPENS_SPANS,
            SERVICES_MEET_IN_KAFKA_ONLY,
            PACKAGES_HAVE_NO_CIRCLES)
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }

  @Test
  void theClassesOfEveryModuleAreLookedAt() {
    assertThat(classes.contain("io.kubeterminal.api.ApiService")).isTrue();
    assertThat(classes.contain("io.kubeterminal.provisioner.ProvisionerWorker")).isTrue();
    assertThat(classes.contain("io.kubeterminal.reaper.ReaperWorker")).isTrue();
    assertThat(classes.contain("io.kubeterminal.audit.KubeTerminalAudit")).isTrue();
    assertThat(classes.contain("io.kubeterminal.quickstart.Quickstart")).isTrue();
  }

  @Test
  void aClassThatAsksKubernetesOnItsOwnIsSeen() {
    JavaClasses violation = new ClassFileImporter().importClasses(AsksKubernetes.class);

    assertThatThrownBy(() -> ONLY_CLUSTER_TALKS_TO_KUBERNETES.check(violation))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> ONLY_MANIFESTS_KNOW_KUBERNETES_OBJECTS.check(violation))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aClassThatOpensSpansOnItsOwnIsSeen() {
    JavaClasses violation = new ClassFileImporter().importClasses(OpensSpans.class);

    assertThatThrownBy(() -> ONLY_TELEMETRY_OPENS_SPANS.check(violation))
        .isInstanceOf(AssertionError.class);
  }
}
