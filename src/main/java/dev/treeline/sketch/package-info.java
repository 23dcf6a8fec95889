/// Mergeable exact counts and summaries of columns.
///
/// Entry types: [dev.treeline.sketch.ColumnSketch] sees a column once and says what it holds;
/// [dev.treeline.sketch.Partition] freezes cells from it; [dev.treeline.sketch.CellCounts] counts
/// any number of values into those cells. Everything here merges by addition, see
/// [dev.treeline.sketch.Mergeable]. What is decided about odd values, once for the package:
/// - `NaN` and absent are *missing*: counted, and in no other number;
/// - an infinity is a *present number outside every range*: it counts in its cell and its type,
///   never in sums, minimum, maximum or a sketch;
/// - `-0.0` is `0.0`;
/// - cells compare values as float32, which is what a model sees, so that `0.1` and
///   `0.10000000149011612` are one value.
@NullMarked
package dev.treeline.sketch;

import org.jspecify.annotations.NullMarked;
