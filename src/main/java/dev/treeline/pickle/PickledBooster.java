package dev.treeline.pickle;

import dev.treeline.pickle.PickleValue.Instance;
import dev.treeline.pickle.PickleValue.Items;
import dev.treeline.pickle.PickleValue.Octets;
import dev.treeline.pickle.PickleValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a Python pickle of an XGBoost model holds that is needed to score it. Nothing in the pickle
/// is executed, see [PickleMachine].
///
/// The pickled object is an `xgboost.core.Booster`, or one of the scikit-learn wrappers that holds
/// one. Its dict has the model as `handle`, in the format of the version that wrote it: the bare
/// old binary (up to 0.90), a snapshot with `CONFIG-offset:` (1.0 to 1.2), a snapshot in JSON (1.3
/// to 1.5) or in UBJSON. Feature names and types stand in the dict up to 1.3, the best iteration up
/// to 1.7, and in the model itself later: what is empty here may be found there.
///
/// Owns the model's bytes; not to be changed by those who read them.
public final class PickledBooster {
  /// The classes of `xgboost.sklearn`.
  static final List<String> WRAPPERS =
      List.of(
          "XGBModel",
          "XGBClassifier",
          "XGBRegressor",
          "XGBRanker",
          "XGBRFClassifier",
          "XGBRFRegressor");

  private static final String EXPECTED =
      "a Booster of xgboost, or one of its wrappers " + String.join(", ", WRAPPERS);
  private static final List<String> LATIN = List.of("latin-1", "latin1", "iso-8859-1");

  private final byte[] handle;
  private final List<String> featureNames;
  private final List<String> featureTypes;
  private final OptionalInt bestIteration;
  private final OptionalInt treeLimit;
  private final List<String> classes;
  private final Optional<String> wrapper;

  private PickledBooster(PickleBytes in, Instance root) {
    boolean bare = root.is("xgboost.core.Booster");
    PickleValue booster = bare ? root : root.field("_Booster");
    var labels = new PickledLabels(in);
    wrapper = bare ? Optional.empty() : Optional.of(root.type().name());
    handle = model(in, root, booster);
    featureNames = texts(in, root, inBooster(booster, "feature_names"));
    featureTypes = texts(in, root, inBooster(booster, "feature_types"));
    bestIteration = number(in, root, labels, booster, "best_iteration");
    OptionalInt limit = number(in, root, labels, booster, "best_ntree_limit");
    treeLimit = limit.equals(OptionalInt.of(0)) ? OptionalInt.empty() : limit;
    List<String> own = labels.of(root.field("classes_"));
    classes = own.isEmpty() ? labels.of(root.field("_le")) : own;
  }

  /// Reads a pickle.
  ///
  /// @param fileName for complaints
  /// @param bytes the file
  /// @throws dev.treeline.booster.ModelFormatException if it is damaged, or is something else than
  ///   a trained model, or calls what a model does not need
  public static PickledBooster read(String fileName, byte[] bytes) {
    var in = new PickleBytes(fileName, bytes);
    PickleValue root = new PickleMachine(in).run();
    if (!(root instanceof Instance instance) || !model(instance)) {
      throw in.wrong("a pickle of " + root.described(), EXPECTED);
    }
    return new PickledBooster(in, instance);
  }

  /// Whether a file starts as a pickle does: by the protocol's number from 2 on, by the name of
  /// what builds an object, or by a dict or list of protocol 0. Says nothing about what it holds.
  public static boolean looksLike(byte[] bytes) {
    if (bytes.length > 2 && bytes[0] == (byte) 0x80 && bytes[1] >= 2 && bytes[1] < 16) {
      // An old binary model may start with any byte, so the first instruction is looked at, too.
      return "c(}])\u0095\u008c".indexOf(Byte.toUnsignedInt(bytes[2])) >= 0;
    }
    String start = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1);
    return start.matches("(?s)(c[A-Za-z_][\\w.]*\n[A-Za-z_]\\w*\n|\\([dl]p\\d+\n|\\(ixgboost).*");
  }

  /// The model, in whatever format the version used that wrote it. Not empty; not copied.
  public byte[] handle() {
    return handle;
  }

  /// In column order; empty where the pickle's dict has none.
  public List<String> featureNames() {
    return featureNames;
  }

  /// XGBoost's types (`float`, `int`, `i`, `q`, `c`), in column order; empty where the pickle's
  /// dict has none.
  public List<String> featureTypes() {
    return featureTypes;
  }

  /// The best boosting round, from 0; the last one where there was no early stopping. Empty where
  /// the pickle's dict has none, and then perhaps an attribute in the model.
  public OptionalInt bestIteration() {
    return bestIteration;
  }

  /// How many trees of each class to use; empty for all.
  public OptionalInt treeLimit() {
    return treeLimit;
  }

  /// A wrapper's class labels, in the order of the model's outputs. Empty for a Booster, where the
  /// labels are neither integers nor texts, and from 1.6 on, where they are 0, 1, … and not kept.
  public List<String> classes() {
    return classes;
  }

  /// The wrapper's class, such as `XGBClassifier`; empty for a Booster.
  public Optional<String> wrapper() {
    return wrapper;
  }

  /// The bytes that a value is or will be: they are written as they are from protocol 3 on, and as
  /// the call that turns a Latin-1 text to bytes before.
  static Optional<byte[]> octets(PickleValue value) {
    PickleValue inner = value;
    if (inner instanceof Instance array && array.is("builtins.bytearray")) {
      inner = array.argument(0) instanceof Text ? array : array.argument(0);
    }
    return switch (inner) {
      case Octets octets -> Optional.of(octets.bytes());
      case Instance call when call.is("_codecs.encode") || call.is("builtins.bytearray") ->
          encoded(call.argument(0), call.argument(1));
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> encoded(PickleValue value, PickleValue encoding) {
    boolean latin =
        switch (encoding) {
          case Text(String name) -> LATIN.contains(name);
          case Octets name -> LATIN.contains(name.text());
          default -> false;
        };
    return latin && value instanceof Text(String text) && text.chars().allMatch(c -> c < 256)
        ? Optional.of(text.getBytes(StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  private static boolean model(Instance root) {
    return root.is("xgboost.core.Booster") || root.type().module().equals("xgboost.sklearn");
  }

  /// Up to 0.90 a wrapper may hold the model's bytes in place of a Booster.
  private static byte[] model(PickleBytes in, Instance root, PickleValue booster) {
    PickleValue handle =
        booster instanceof Instance instance && instance.is("xgboost.core.Booster")
            ? instance.field("handle")
            : booster;
    byte[] model = octets(handle).orElse(new byte[0]);
    if (model.length == 0) {
      throw in.wrong(
          root.at(),
          root.described() + " with " + handle.described() + " as its model",
          "one that was trained, with the model's bytes");
    }
    return model;
  }

  private static PickleValue inBooster(PickleValue booster, String field) {
    return booster instanceof Instance instance ? instance.field(field) : PickleValue.NONE;
  }

  private static List<String> texts(PickleBytes in, Instance root, PickleValue value) {
    if (value instanceof PickleValue.Nothing) {
      return List.of();
    }
    if (!(value instanceof Items items)) {
      throw in.wrong(root.at(), value.described(), "a list of feature names or types");
    }
    var texts = new ArrayList<String>();
    for (PickleValue item : items.values()) {
      texts.add(
          switch (item) {
            case Text(String text) -> text;
            case Octets octets -> octets.text();
            default ->
                throw in.wrong(
                    root.at(),
                    item.described() + " among the feature names or types",
                    "texts only");
          });
    }
    return List.copyOf(texts);
  }

  private static OptionalInt number(
      PickleBytes in, Instance root, PickledLabels labels, PickleValue booster, String field) {
    PickleValue first = inBooster(booster, field);
    PickleValue value = first instanceof PickleValue.Nothing ? root.field(field) : first;
    if (value instanceof PickleValue.Nothing) {
      return OptionalInt.empty();
    }
    long number = labels.whole(value).orElse(-1L);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw in.wrong(
          root.at(), value.described() + " as " + field, "a whole number of rounds or trees");
    }
    return OptionalInt.of((int) number);
  }
}
