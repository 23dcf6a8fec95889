package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.drift.BlockSummary;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.Drift;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.Values;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileFileTest {
  private static final String TEXT = ProfileFile.write(Samples.profile());

  @Test
  void profileReadsAndWritesBackToItself() {
    assertThat(ProfileFile.write(ProfileFile.read(TEXT))).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void profileReadBackJudgesAsTheOneThatWasWritten(Samples.Fault fault) {
    Profile profile = Samples.profile();
    List<Samples.Row> window = Samples.rows(3, 900, fault);
    Profile readBack = ProfileFile.read(TEXT);

    assertThat(Drift.judge(readBack, Samples.counts(readBack, window)))
        .isEqualTo(Drift.judge(profile, Samples.counts(profile, window)));
  }

  @Test
  void infiniteAndNegativeZeroCategoriesReadBackEqual() {
    Values numbers = Values.ofNumbers(Double.POSITIVE_INFINITY, -0.0, 1e-7, 16_777_217);
    Values texts = Values.ofTexts(List.of("", "\"", "\u0000", "ü", "3"), false);
    Profile profile =
        new Profile(
            Profile.VERSION,
            0,
            "none",
            List.of(feature("a", numbers), feature("b", texts)),
            List.of(),
            Disclosure.OPEN);

    assertThat(ProfileFile.read(ProfileFile.write(profile))).isEqualTo(profile);
  }

  private static FeatureProfile feature(String name, Values values) {
    return new FeatureProfile(
        name, ValueType.STRING, new CellCounts(values), BlockSummary.NONE, 3, 1.5);
  }

  @Test
  void otherVersionSaysWhatToDo() {
    assertThatThrownBy(
            () -> ProfileFile.read(TEXT.replaceFirst("\"version\" : 2", "\"version\" : 1")))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining(
            "profile.json $.version: found 1, expected 2; make the baseline anew");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\" : \"intervals\" | \"kind\" : \"circles\" | cells.kind: found \"circles\"",
        "\"cuts\" : [ | \"cuts\" : [ 1e30, | cells",
        "\"counts\" : [ | \"counts\" : [ 1, | counts",
        "\"counts\" : [ | \"counts\" : [ -1, | counts[0]: found -1",
        "\"counts\" : [ | \"counts\" : [ 0.5, | counts[0]: found 0.5",
        "\"missing\" : | \"missed\" : | missing: found nothing",
        "\"type\" : \"String\" | \"type\" : \"Text\" | type",
        "\"blocks\" : { | \"block\" : { | blocks: found nothing"
      })
  void damageIsNamedWithItsPlace(String found, String replacement, String message) {
    String damaged = TEXT.replace(found, replacement);

    assertThat(damaged).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> ProfileFile.read(damaged))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("profile.json $")
        .hasMessageContaining(message);
  }

  @Test
  void cutOrFlippedFileIsReadOrRefusedButNeverCrashes() {
    long seed = 20260131;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      StringBuilder damaged = new StringBuilder(TEXT);
      if (random.nextBoolean()) {
        damaged.setLength(random.nextInt(TEXT.length()));
      } else {
        damaged.setCharAt(random.nextInt(TEXT.length()), "9-\"}]x,e.".charAt(random.nextInt(9)));
      }
      assertThatCode(
              () -> {
                try {
                  ProfileFile.read(damaged.toString());
                } catch (ReportFormatException e) {
                  assertThat(e).hasMessageStartingWith("profile.json");
                }
              })
          .as("seed %d, round %d", seed, i)
          .doesNotThrowAnyException();
    }
  }
}
