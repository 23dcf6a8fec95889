package dev.treeline.forest;

import dev.treeline.forest.ModelDocument.LearnerParam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a model document from its source, whatever the format.
///
/// Keys that scoring does not need are passed over, those that would change the scores in a way not
/// supported are refused by name. As in libxgboost the last of two equal keys wins.
final class DocumentReader {
  private static final String SAVE_AGAIN =
      "; save it with Booster.save_model(\"model.ubj\") and use that file";

  private final ModelSource in;

  private DocumentReader(ModelSource in) {
    this.in = in;
  }

  /// @throws IOException if the text is not JSON at all
  static ModelDocument read(ModelSource source) throws IOException {
    var document = new DocumentReader(source).model();
    source.end();
    return document;
  }

  private ModelDocument model() throws IOException {
    var version = new FileVersion(0, 0, 0);
    Learner learner = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "version" -> version = version();
        case "learner" -> learner = learner();
        case "Model", "Config" ->
            throw new ModelFormatException(
                in.path(),
                "a memory snapshot of a booster (Model and Config)",
                "a saved model" + SAVE_AGAIN);
        default -> in.skip();
      }
    }
    var read = found(learner, "learner", "an object: is this an XGBoost model?");
    return new ModelDocument(version, read.param, read.objective, read.featureNames, read.booster);
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
      LearnerParam param, String objective, List<String> featureNames, BoosterDocument booster) {}

  private Learner learner() throws IOException {
    LearnerParam param = null;
    String objective = null;
    List<String> names = List.of();
    BoosterDocument booster = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "learner_model_param" -> param = learnerParam();
        case "objective" -> objective = objective();
        case "feature_names" -> names = strings();
        case "gradient_booster" -> booster = booster();
        default -> in.skip();
      }
    }
    return new Learner(
        found(param, "learner_model_param", "an object"),
        found(objective, "objective", "an object"),
        names,
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
        case "num_class" -> classes = count();
        case "num_feature" -> features = count();
        case "num_target" -> targets = count();
        default -> in.skip();
      }
    }
    return new LearnerParam(
        found(baseScore, "base_score", "a string such as \"5E-1\""),
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

  /// Reads `gradient_booster`. Its `name` comes after what it names, so it is judged at the end.
  private BoosterDocument booster() throws IOException {
    String path = in.path();
    String name = null;
    var model = new BoosterReader(in);
    int weights = 0;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = in.string();
        case "model" -> {
          model = new BoosterReader(in);
          model.read();
        }
        case "weight_drop" -> weights = in.floats().length;
        default -> in.skip();
      }
    }
    String booster = found(name, "name", "\"gbtree\"");
    if (!booster.equals("gbtree")) {
      throw new ModelFormatException(
          path + ".name",
          quoted(booster),
          "\"gbtree\"; retrain with booster=gbtree, others are not supported yet");
    }
    if (weights > 0) {
      throw BoosterReader.weighted(path + ".weight_drop", weights);
    }
    return model.complete(path + ".model");
  }

  private List<String> strings() throws IOException {
    List<String> strings = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      strings.add(in.string());
    }
    return strings;
  }

  private int count() throws IOException {
    return count(in);
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
    throw new ModelFormatException(path, quoted(text), "a whole number from 0 to 2147483647");
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

  /// A text from a file for a message: in quotes, cut when long.
  static String quoted(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }
}
