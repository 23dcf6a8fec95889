package dev.treeline.booster;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A document being read forward once, in either of XGBoost's formats.
///
/// At any time one value is next; each method consumes it or steps into it. A method that does not
/// find what it is asked for throws [ModelFormatException] with the path of the value. No length in
/// the file is believed before that many bytes are known to follow.
public sealed interface ModelSource permits JsonSource, UbjsonSource {
  /// Containers may nest this deep; XGBoost's own files need 8.
  int DEEPEST = 64;

  /// Steps into the object that is next.
  void enterObject() throws IOException;

  /// Moves to the next key of the object, whose value is then next; null at its end, which is left.
  @Nullable String nextKey() throws IOException;

  /// Steps into the array that is next.
  void enterArray() throws IOException;

  /// Moves to the next element of the array; false at its end, which is left.
  boolean nextElement() throws IOException;

  /// Reads a string.
  String string() throws IOException;

  /// Reads an integer of 64 bits; `true` is 1 and `false` is 0.
  long integer() throws IOException;

  /// Reads an array of integers of 32 bits; `true` counts as 1 and `false` as 0.
  int[] integers() throws IOException;

  /// Reads an array of numbers, each rounded once to the nearest float.
  float[] floats() throws IOException;

  /// Reads an array of integers of 64 bits.
  long[] longs() throws IOException;

  /// Passes over whatever is next.
  void skip() throws IOException;

  /// The byte at which the value that is next starts.
  int start();

  /// The byte after the value that was passed over last.
  int end();

  /// Makes sure that nothing follows the document.
  void requireEnd() throws IOException;

  /// Where the next value is, such as `$.learner.gradient_booster.model.trees[3]`.
  String path();
}
