package dev.treeline.forest;

/// Floats as the hexadecimal of their bits: what tests compare.
public final class Bits {
  private Bits() {}

  public static String of(float[] values) {
    var text = new StringBuilder();
    for (float value : values) {
      text.append(text.isEmpty() ? "" : " ")
          .append(Float.isNaN(value) ? "n" : Integer.toHexString(Float.floatToRawIntBits(value)));
    }
    return text.toString();
  }

  /// Reads what the Python recipe writes: bits parted by spaces, `n` for a missing value.
  public static float[] read(String text) {
    String[] parts = text.strip().split(" ", -1);
    float[] values = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] =
          parts[i].equals("n")
              ? Float.NaN
              : Float.intBitsToFloat(Integer.parseUnsignedInt(parts[i], 16));
    }
    return values;
  }
}
