package dev.treeline.payload;

/// The values of one column or block of columns, one after another.
interface Elements {
  /// Begins anew.
  void rewind();

  /// Reads the next value as the next cell; to be asked only as often as there are values.
  ///
  /// @throws PayloadException if it is not what its column holds
  void next(Cells cells);
}
