package dev.treeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the structure to its rules, and each rule to a planted fault.
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.treeline");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  private static Stream<ArchRule> rules(ArchitectureRules rules) {
    return Stream.concat(
        rules.arrowRules().stream(),
        Stream.of(
            rules.noCycles(),
            rules.purity(),
            rules.worldOnlyAtEntries(),
            rules.bannedNames(),
            rules.nullMarked()));
  }

  @Test
  void theTreeKeepsEveryRule() {
    assertThat(MAIN).isNotEmpty();
    rules(new ArchitectureRules("dev.treeline")).forEach(rule -> rule.check(MAIN));
  }

  @ParameterizedTest
  @CsvSource({
    "arrow, planted.forest.ImportsPayload",
    "unlisted, planted.attic.StandsNowhere",
    "cycle, planted.sketch.ImportsDrift",
    "purity, planted.forest.OpensFiles",
    "world, planted.request.ReadsTheClock",
    "world, planted.request.PrintsToStandardOut",
    "name, planted.request.RowHelper",
    "null, planted.attic.StandsNowhere"
  })
  void everyRuleSeesItsPlantedFault(String kind, String planted) {
    ArchitectureRules rules = new ArchitectureRules("planted");
    List<ArchRule> ofKind =
        switch (kind) {
          case "arrow", "unlisted" -> rules.arrowRules();
          case "cycle" -> List.of(rules.noCycles());
          case "purity" -> List.of(rules.purity());
          case "world" -> List.of(rules.worldOnlyAtEntries());
          case "name" -> List.of(rules.bannedNames());
          case "null" -> List.of(rules.nullMarked());
          default -> throw new IllegalArgumentException(kind);
        };
    assertThatThrownBy(() -> ofKind.forEach(rule -> checkOnly(rule, planted)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(planted);
  }

  /// Reports every rule that the planted tree breaks by this class.
  private static void checkOnly(ArchRule rule, String planted) {
    String failures = rule.evaluate(PLANTED).getFailureReport().toString();
    if (failures.contains(planted)) {
      throw new AssertionError(failures);
    }
  }
}
