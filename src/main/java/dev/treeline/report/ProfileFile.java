package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.BlockSummary;
import dev.treeline.drift.BlockSummary.Extreme;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.Values;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/// `profile.json`: the exact baseline, in a form of our own that carries its version.
///
/// What was written reads back equal. A file of another version, or a damaged one, is refused with
/// the place and what to do.
public final class ProfileFile {
  /// The file's name.
  public static final String NAME = "profile.json";

  private ProfileFile() {}

  /// The file's text, without a line end.
  public static String write(Profile profile) {
    return Json.object(
        json -> {
          json.writeNumberField("version", profile.version());
          json.writeNumberField("rows", profile.rows());
          json.writeStringField("blockKind", profile.blockKind());
          if (!profile.modelVersion().isEmpty()) {
            json.writeStringField("modelVersion", profile.modelVersion());
          }
          disclosure(json, profile.disclosure());
          features(json, "features", profile.features());
          features(json, "predictions", profile.predictions());
        });
  }

  private static void disclosure(JsonGenerator json, Disclosure disclosure) throws IOException {
    json.writeObjectFieldStart("disclosure");
    json.writeStringField("salt", HexFormat.of().formatHex(disclosure.salt()));
    Json.texts(json, "shown", disclosure.shown());
    json.writeEndObject();
  }

  private static void features(JsonGenerator json, String name, List<FeatureProfile> features)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (FeatureProfile feature : features) {
      json.writeStartObject();
      json.writeStringField("name", feature.name());
      json.writeStringField("type", feature.type().label());
      partition(json, feature.partition());
      CellCounts counts = feature.counts();
      json.writeFieldName("counts");
      long[] cells = counts.counts();
      json.writeArray(cells, 0, cells.length);
      json.writeNumberField("missing", counts.missing());
      json.writeNumberField("unseen", counts.unseen());
      json.writeNumberField("mistyped", counts.mistyped());
      json.writeNumberField("distinct", feature.distinct());
      json.writeNumberField("designEffect", feature.designEffect());
      blocks(json, feature.blocks());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void partition(JsonGenerator json, Partition partition) throws IOException {
    json.writeObjectFieldStart("cells");
    switch (partition) {
      case Intervals intervals -> {
        json.writeStringField("kind", "intervals");
        json.writeFieldName("cuts");
        double[] cuts = intervals.cuts();
        json.writeArray(cuts, 0, cuts.length);
      }
      case Values values -> {
        json.writeStringField("kind", values.isNumeric() ? "numbers" : "texts");
        json.writeBooleanField("complete", values.isComplete());
        Json.texts(json, "values", values.labels());
      }
    }
    json.writeEndObject();
  }

  private static void blocks(JsonGenerator json, BlockSummary blocks) throws IOException {
    json.writeObjectFieldStart("blocks");
    json.writeNumberField("count", blocks.blocks());
    extreme(json, "effect", blocks.effect());
    extreme(json, "missing", blocks.missing());
    if (blocks.mistyped().value() > 0) {
      extreme(json, "mistyped", blocks.mistyped());
    }
    extreme(json, "outOfRange", blocks.outOfRange());
    extreme(json, "unseen", blocks.unseen());
    extreme(json, "concentration", blocks.concentration());
    json.writeEndObject();
  }

  private static void extreme(JsonGenerator json, String name, Extreme extreme) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("value", extreme.value());
    json.writeStringField("block", extreme.block());
    json.writeEndObject();
  }

  /// Reads the file.
  ///
  /// @throws ReportFormatException if it is of another version or damaged, naming the place
  public static Profile read(String text) {
    JsonAt root = JsonAt.root(NAME, text);
    JsonAt version = root.at("version");
    if (version.count() != Profile.VERSION) {
      throw version.refused(
          Profile.VERSION + "; make the baseline anew with this version's `treeline baseline`");
    }
    Disclosure disclosure =
        root.find("disclosure")
            .map(ProfileFile::disclosure)
            .orElseGet(() -> Disclosure.derived(text));
    return root.checked(
        () ->
            new Profile(
                    Profile.VERSION,
                    root.at("rows").count(),
                    root.at("blockKind").text(),
                    root.at("features").map(ProfileFile::feature),
                    root.at("predictions").map(ProfileFile::feature),
                    disclosure,
                    root.find("modelVersion").map(JsonAt::text).orElse(""))
                .disclosed(disclosure));
  }

  private static Disclosure disclosure(JsonAt disclosure) {
    JsonAt salt = disclosure.at("salt");
    List<String> shown = disclosure.at("shown").map(JsonAt::text);
    return salt.checked(() -> Disclosure.of(shown, HexFormat.of().parseHex(salt.text())));
  }

  private static FeatureProfile feature(JsonAt feature) {
    JsonAt type = feature.at("type");
    Partition partition = partition(feature.at("cells"));
    JsonAt counts = feature.at("counts");
    long[] cells = counts.elements().stream().mapToLong(JsonAt::count).toArray();
    return new FeatureProfile(
        feature.at("name").text(),
        type.checked(() -> ValueType.of(type.text())),
        counts.checked(
            () ->
                CellCounts.restore(
                    partition,
                    cells,
                    feature.at("missing").count(),
                    feature.at("unseen").count(),
                    feature.at("mistyped").count())),
        blocks(feature.at("blocks")),
        feature.at("distinct").count(),
        designEffect(feature.at("designEffect")));
  }

  private static double designEffect(JsonAt effect) {
    double value = effect.number();
    if (!(value >= 1 && Double.isFinite(value))) {
      throw effect.refused("a number from 1");
    }
    return value;
  }

  private static Partition partition(JsonAt cells) {
    JsonAt kind = cells.at("kind");
    return switch (kind.text()) {
      case "intervals" -> {
        double[] cuts = cells.at("cuts").elements().stream().mapToDouble(JsonAt::number).toArray();
        yield cells.checked(() -> Intervals.of(cuts));
      }
      case "numbers" -> {
        List<String> values = cells.at("values").map(JsonAt::text);
        yield cells.checked(
            () -> Values.ofNumbers(values.stream().mapToDouble(Double::parseDouble).toArray()));
      }
      case "texts" -> {
        List<String> values = cells.at("values").map(JsonAt::text);
        boolean complete = cells.at("complete").truth();
        yield cells.checked(() -> Values.ofTexts(values, complete));
      }
      default -> throw kind.refused("\"intervals\", \"numbers\" or \"texts\"");
    };
  }

  private static BlockSummary blocks(JsonAt blocks) {
    return new BlockSummary(
        Math.toIntExact(Math.min(blocks.at("count").count(), Integer.MAX_VALUE)),
        extreme(blocks.at("effect")),
        extreme(blocks.at("missing")),
        blocks.find("mistyped").map(ProfileFile::extreme).orElse(Extreme.NONE),
        extreme(blocks.at("outOfRange")),
        extreme(blocks.at("unseen")),
        extreme(blocks.at("concentration")));
  }

  private static Extreme extreme(JsonAt extreme) {
    return new Extreme(extreme.at("value").number(), extreme.at("block").text());
  }
}
