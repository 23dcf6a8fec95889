package dev.treeline.capture;

import static dev.treeline.capture.Examples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests are kept, and what of them.
class SelectionTest {
  private final TestWorld world = new TestWorld("http://127.0.0.1:1");

  private Capture open(String... pairs) {
    List<String> all = new ArrayList<>(List.of("TREELINE_CAPTURE", "log"));
    all.addAll(List.of(pairs));
    return Captures.open(
        Examples.settings(all.toArray(String[]::new)),
        world.surroundings(),
        _ -> List.of("a", "b"));
  }

  private CaptureLine only() {
    return CaptureLine.read(utf8(world.out.getFirst()));
  }

  @ParameterizedTest
  @CsvSource({"'', 93", "event-1, 72", "f04a8538-696c-4648-8064-8b680b2e3318, 8", "é, 61"})
  void anEventsPlaceIsTheSameForEver(String eventId, int place) {
    assertThat(Sample.place(eventId)).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 50, 99, 100})
  void everyProcessKeepsTheSameEventsAndSaysSoBeforehand(int percent) {
    Set<String> kept = new HashSet<>();
    try (Capture one = open("TREELINE_CAPTURE_PERCENT", "" + percent);
        Capture two = open("TREELINE_CAPTURE_PERCENT", "" + percent)) {
      for (int i = 0; i < 2000; i++) {
        String id = new UUID(i * 7919L, i).toString();
        assertThat(one.wants(id)).isEqualTo(two.wants(id));
        one.accept(Examples.line(id, "1"));
        if (one.wants(id)) {
          kept.add(id);
        }
      }
      assertThat(one.counts().offered()).isEqualTo(kept.size());
    }
    for (String line : world.out) {
      assertThat(kept).contains(CaptureLine.read(utf8(line)).eventId());
    }
    assertThat((double) kept.size()).isBetween(20.0 * percent - 90, 20.0 * percent + 90);
  }

  @Test
  void whatALowPercentageKeepsAHigherOneKeepsToo() {
    for (int i = 0; i < 1000; i++) {
      String id = "order-" + i;
      for (int percent = 0; percent < 100; percent++) {
        assertThat(!Sample.keeps(id, percent) || Sample.keeps(id, percent + 1)).isTrue();
      }
      assertThat(Sample.keeps(id, 0)).isFalse();
      assertThat(Sample.keeps(id, 100)).isTrue();
    }
  }

  @Test
  void callersMayOptOutOnlyWhereTheSettingsAllowItAndAreCounted() {
    try (Capture closed = open();
        Capture open = open("TREELINE_CAPTURE_OPT_OUT", "true")) {
      assertThat(closed.optsOut("off")).isFalse();
      assertThat(open.optsOut("")).isFalse();
      assertThat(open.optsOut("on")).isFalse();
      assertThat(open.optsOut(" OFF ")).isTrue();
      assertThat(open.optsOut("off")).isTrue();
      open.accept(Examples.line(1));
      assertThat(open.counts()).isEqualTo(new Counts(1, 1, 0));
    }
    assertThat(world.metrics()).singleElement().asString().contains("\"CaptureOptedOut\":2");
  }

  @Test
  void theModelIsNamedUnlessTheSettingsLeaveItOut() {
    try (Capture capture = open("TREELINE_CAPTURE_METADATA", "off")) {
      capture.accept(Examples.line(1));
      assertThat(world.out.getFirst()).doesNotContain("model");
    }
    try (Capture capture = open()) {
      capture.accept(Examples.line(1));
      assertThat(world.out.getLast()).contains("\"modelVersion\":\"v1\"");
    }
  }

  @Test
  void typesOnTheListsAreKeptAsTextEachSideForItself() {
    try (Capture capture =
        open(
            "TREELINE_CAPTURE_JSON_TYPES", "application/jsonlines",
            "TREELINE_CAPTURE_CSV_TYPES", "text/csv,text/x-libsvm")) {
      capture.accept(
          Examples.line(1)
              .with(
                  Side.of("application/jsonlines; charset=utf-8", utf8("[1]\n[2]\n")),
                  Side.of("application/json", utf8("{}"))));
      assertThat(only().input())
          .isEqualTo(new Side("application/jsonlines; charset=utf-8", "[1]\n[2]\n", Encoding.JSON));
      assertThat(only().output()).isEqualTo(new Side("application/json", "e30=", Encoding.BASE64));
    }
  }

  @Test
  void withEmptyListsEverythingIsBase64AsInSageMakersRawApi() {
    try (Capture capture =
        open("TREELINE_CAPTURE_JSON_TYPES", "none", "TREELINE_CAPTURE_CSV_TYPES", "none")) {
      capture.accept(Examples.contractLine());
      assertThat(only().input()).extracting(Side::encoding).isEqualTo(Encoding.BASE64);
      assertThat(only().output()).extracting(Side::encoding).isEqualTo(Encoding.BASE64);
    }
  }

  @Test
  void redactionHappensBeforeAnythingLeaves() {
    try (Capture capture = open("TREELINE_CAPTURE_REDACT", "b,/x")) {
      capture.accept(Examples.line("e", "1.50,77\n"));
      assertThat(only().input()).isEqualTo(new Side("text/csv", "1.50,\"\"\n", Encoding.CSV));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "text/csv,text/libsvm#none#text/libsvm#0 1:5.1 2:7777#REDACTED",
        "text/csv,application/json#none#application/json#{\"x\":7777}#{\"x\":null}",
        "none#application/json,text/csv#text/csv#5.1 7777#5.1 \"\"",
        "none#application/json,text/csv#text/csv#5.1,7777#5.1,\"\"",
        "text/csv#application/json#application/json#5.1 7777#REDACTED",
        "text/csv#application/json#application/json#7777#REDACTED",
        "text/csv#application/json#text/csv#{\"x\":7777}#REDACTED",
        "text/csv#application/json#text/csv#[[5.1,7777]]#REDACTED",
        "text/csv#application/xml#application/xml#<x>7777</x>#REDACTED",
        "text/csv#application/x-ndjson#application/x-ndjson#[5.1,7777]#[5.1,null]"
      })
  void redactionReadsABodyByItsTypeWhateverTheCaptureCallsIt(
      String csv, String json, String type, String body, String left) {
    try (Capture capture =
        open(
            "TREELINE_CAPTURE_CSV_TYPES", csv,
            "TREELINE_CAPTURE_JSON_TYPES", json,
            "TREELINE_CAPTURE_REDACT", "b,/x")) {
      capture.accept(Examples.line(1).with(Side.of(type, utf8(body)), null));
      assertThat(world.out.getFirst()).doesNotContain("7777");
      Side side = Objects.requireNonNull(only().input());
      assertThat(side.extent() == CaptureLine.Extent.REDACTED ? "REDACTED" : side.data())
          .isEqualTo(left);
    }
  }

  @Test
  void whatIsLeftOutIsToldAtTheEndOfItsInvocation() {
    try (Capture capture = open("TREELINE_CAPTURE_OPT_OUT", "true")) {
      assertThat(capture.optsOut("off")).isTrue();
      assertThat(world.metrics()).isEmpty();
      capture.invocationDone("r1");
      assertThat(world.metrics()).singleElement().asString().contains("\"CaptureOptedOut\":1");
      capture.invocationDone("r2");
      assertThat(world.metrics()).hasSize(1);
    }
  }
}
