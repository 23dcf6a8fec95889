package dev.treeline.booster;

import dev.treeline.booster.ModelDocument.LearnerParam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a model document from its source, JSON or UBJSON.
///
/// Keys that nobody needs are passed over, those that would change the scores in a way not
/// supported are refused by name. As in libxgboost the last of two equal keys wins.
final class DocumentReader {
  private final ModelSource in;
  private final Detail detail;

  private DocumentReader(ModelSource in, Detail detail) {
    this.in = in;
    this.detail = detail;
  }

  /// @throws IOException if the text is not JSON at all
  static ModelDocument read(ModelSource source, Detail detail) throws IOException {
    var document = new DocumentReader(source, detail).model();
    source.requireEnd();
    return document;
  }

  /// Reads a model, or a memory snapshot: an object with a model in it, and a configuration beside
  /// it that is of no use here.
  private ModelDocument model() throws IOException {
    var version = new FileVersion(0, 0, 0);
    Learner learner = null;
    ModelDocument inSnapshot = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "version" -> version = version();
        case "learner" -> learner = learner();
        case "Model" -> inSnapshot = model();
        default -> in.skip();
      }
    }
    if (inSnapshot != null) {
      return inSnapshot;
    }
    var read = found(learner, "learner", "an object: is this an XGBoost model?");
    return new ModelDocument(
        version,
        read.param,
        read.objective,
        read.attributes,
        read.featureNames,
        read.featureTypes,
        read.booster);
  }

  private FileVersion version() throws IOException {
    String path = in.path();
    int[] numbers = in.integers();
    if (numbers.length != 3) {
      throw new ModelFormatException(
          path, numbers.length + " numbers", "three: major, minor and patch");
    }
    return new FileVersion(numbers[0], numbers[1], numbers[2]);
  }

  private record Learner(
      LearnerParam param,
      String objective,
      Map<String, String> attributes,
      List<String> featureNames,
      List<String> featureTypes,
      BoosterDocument booster) {}

  private Learner learner() throws IOException {
    LearnerParam param = null;
    String objective = null;
    Map<String, String> attributes = Map.of();
    List<String> names = List.of();
    List<String> types = List.of();
    BoosterDocument booster = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "learner_model_param" -> param = learnerParam();
        case "objective" -> objective = objective();
        case "attributes" -> attributes = attributes();
        case "feature_names" -> names = strings();
        case "feature_types" -> types = strings();
        case "gradient_booster" -> booster = new BoosterReader(in, detail).read();
        default -> in.skip();
      }
    }
    return new Learner(
        found(param, "learner_model_param", "an object"),
        found(objective, "objective", "an object"),
        attributes,
        names,
        types,
        found(booster, "gradient_booster", "an object"));
  }

  private LearnerParam learnerParam() throws IOException {
    String baseScore = null;
    int classes = 0;
    Integer features = null;
    int targets = 1;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "base_score" -> baseScore = in.string();
        case "num_class" -> classes = count(in);
        case "num_feature" -> features = count(in);
        case "num_target" -> targets = count(in);
        default -> in.skip();
      }
    }
    return new LearnerParam(
        found(baseScore, "base_score", "a string such as \"5E-1\""),
        false,
        classes,
        found(features, "num_feature", "a string such as \"4\""),
        targets);
  }

  private String objective() throws IOException {
    String name = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = in.string();
        default -> in.skip();
      }
    }
    return found(name, "name", "the objective, such as \"binary:logistic\"");
  }

  private Map<String, String> attributes() throws IOException {
    Map<String, String> attributes = new HashMap<>();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      attributes.put(key, in.string());
    }
    return attributes;
  }

  private List<String> strings() throws IOException {
    List<String> strings = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      strings.add(in.string());
    }
    return strings;
  }

  /// Reads one of the numbers that XGBoost writes as strings.
  static int count(ModelSource in) throws IOException {
    String path = in.path();
    String text = in.string();
    try {
      int count = Integer.parseInt(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ModelFormatException(
        path, ModelFormatException.quoted(text), "a whole number from 0 to 2147483647");
  }

  /// The value of a key that must have been there.
  private <T> T found(@Nullable T value, String key, String expected) {
    return required(in.path() + "." + key, value, expected);
  }

  static <T> T required(String path, @Nullable T value, String expected) {
    if (value == null) {
      throw new ModelFormatException(path, "nothing", expected);
    }
    return value;
  }
}
