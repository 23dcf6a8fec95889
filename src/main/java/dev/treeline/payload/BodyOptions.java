package dev.treeline.payload;

/// How a body is read where neither its content type nor the body itself says.
///
/// @param csv how delimited text is read
/// @param features cells a row of libsvm or of sparse recordio has at least; 0 when not known, then
///   a row ends at its last cell. All rows of a body together have at most 4,194,304 cells beyond
/// @param indexBase where the indices of libsvm begin
/// @param nesting what becomes of objects and lists in the rows of JSON
public record BodyOptions(CsvOptions csv, int features, IndexBase indexBase, Nesting nesting) {
  /// Bodies of requests and replies whose model is not known.
  public static final BodyOptions BODY = new BodyOptions(CsvOptions.BODY, 0, IndexBase.AUTO);

  /// Where the indices of libsvm begin.
  public enum IndexBase {
    /// At 1 if no index of the whole body is 0, as the SageMaker container decides. It depends on
    /// the rows that happen to come together, so that a client that counts from 0 and leaves the
    /// first feature out is misread; [#ZERO] and [#ONE] are safer.
    AUTO,
    /// The first feature has index 0.
    ZERO,
    /// The first feature has index 1.
    ONE
  }

  /// What becomes of objects and lists that stand where a row of JSON has a value.
  public enum Nesting {
    /// A list is a cell an element, all of one name; an object is an error.
    REFUSED,
    /// Each value inside is a cell, named by the path to it: `user.age`, `tags.0`. The one element
    /// of a list of one has the list's name.
    FLATTENED
  }

  /// Bodies whose rows are flat.
  public BodyOptions(CsvOptions csv, int features, IndexBase indexBase) {
    this(csv, features, indexBase, Nesting.REFUSED);
  }

  /// The same with nested rows made flat.
  public BodyOptions flattened() {
    return new BodyOptions(csv, features, indexBase, Nesting.FLATTENED);
  }

  public BodyOptions {
    if (features < 0 || features > Cells.MAX_WIDTH) {
      throw new IllegalArgumentException(
          "features: found " + features + ", expected 0 to " + Cells.MAX_WIDTH);
    }
  }

  /// Bodies of requests for a model.
  ///
  /// @param features how many the model has
  public static BodyOptions of(int features, IndexBase indexBase) {
    return new BodyOptions(CsvOptions.BODY, features, indexBase);
  }
}
