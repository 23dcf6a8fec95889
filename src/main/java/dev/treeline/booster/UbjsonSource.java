package dev.treeline.booster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// XGBoost's dialect of UBJSON, big-endian. A value is a marker byte and what it says:
///
/// ```text
///  i U I l L d D    int8, uint8, int16, int32, int64, float, double
///  S L n bytes      a string of n bytes, n an int64
///  C T F Z          a character, true, false, null
///  { … }            keys (L n bytes, no S) each followed by its value
///  [ $ t # L n …    n bare values of the numeric type t, and no closing bracket
///  [ # L n …        n values with their markers, and no closing bracket
///  [ … ]            values with their markers
/// ```
final class UbjsonSource implements ModelSource {
  private final UbjsonPlace place = new UbjsonPlace();
  private final UbjsonBytes in;

  UbjsonSource(byte[] bytes) {
    in = new UbjsonBytes(bytes, place);
  }

  @Override
  public void enterObject() {
    in.require('{', "an object");
    enter(UbjsonPlace.OPEN);
  }

  @Override
  public @Nullable String nextKey() {
    if (in.peek("a key or }") == '}') {
      in.pass(1);
      place.leave();
      return null;
    }
    in.require('L', "a key, as L and its length");
    String next = in.key(in.length(1));
    place.moveTo(next);
    return next;
  }

  @Override
  public void enterArray() {
    in.require('[', "an array");
    if (in.peek("an array's values") == '$') {
      throw in.wrong("an array of bare numbers", "an array of values with their markers");
    }
    enter(in.peek("an array's values") == '#' ? in.count(1) : UbjsonPlace.OPEN);
  }

  @Override
  public boolean nextElement() {
    if (place.isOpen() ? closes() : place.isSpent()) {
      place.leave();
      return false;
    }
    place.moveToNextElement();
    return true;
  }

  @Override
  public String string() {
    in.require('S', "a string");
    in.require('L', "the string's length, as L");
    return in.text(in.length(1));
  }

  @Override
  public int[] integers() {
    if (!entersTyped()) {
      return mixedIntegers();
    }
    byte type = in.elementType();
    int[] values = new int[in.count(in.width(type))];
    switch (type) {
      case 'l' -> in.fill(values);
      case 'U' -> in.fill(values, 0xff);
      case 'i' -> in.fill(values, -1);
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = in.exact(type);
        }
      }
    }
    return values;
  }

  @Override
  public long integer() {
    byte marker = in.peek("an integer");
    in.pass(1);
    return switch (marker) {
      case 'T' -> 1;
      case 'F' -> 0;
      default -> in.integer(marker);
    };
  }

  @Override
  public long[] longs() {
    if (!entersTyped()) {
      return mixedLongs();
    }
    byte type = in.elementType();
    long[] values = new long[in.count(in.width(type))];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.integer(type);
    }
    return values;
  }

  @Override
  public float[] floats() {
    if (!entersTyped()) {
      return mixedFloats();
    }
    byte type = in.elementType();
    float[] values = new float[in.count(in.width(type))];
    if (type == 'd') {
      in.fill(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = in.rounded(type);
    }
    return values;
  }

  @Override
  public void skip() {
    switch (in.peek("a value")) {
      case '{' -> {
        enterObject();
        while (nextKey() != null) {
          skip();
        }
      }
      case '[' -> skipArray();
      case 'S' -> {
        in.pass(1);
        in.require('L', "the string's length, as L");
        in.pass(in.length(1));
      }
      case 'T', 'F', 'Z' -> in.pass(1);
      case 'C' -> in.pass(2);
      default -> in.pass(1 + in.width(in.peek("a value")));
    }
  }

  @Override
  public int start() {
    return in.position();
  }

  @Override
  public int end() {
    return in.position();
  }

  @Override
  public void requireEnd() {
    if (in.remaining() > 0) {
      throw in.wrong(
          in.remaining() + " bytes more", "the end of the file, after the model's closing brace");
    }
  }

  @Override
  public String path() {
    return place.toString();
  }

  private int[] mixedIntegers() {
    long[] values = mixedLongs();
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
      if (integers[i] != values[i]) {
        throw in.wrong("" + values[i], "an integer of 32 bits");
      }
    }
    return integers;
  }

  private long[] mixedLongs() {
    long[] values = new long[16];
    int size = 0;
    enterArray();
    while (nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = integer();
    }
    return Arrays.copyOf(values, size);
  }

  private float[] mixedFloats() {
    float[] values = new float[16];
    int size = 0;
    enterArray();
    while (nextElement()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      byte marker = in.peek("a number");
      in.pass(1);
      values[size++] = in.rounded(marker);
    }
    return Arrays.copyOf(values, size);
  }

  private void skipArray() {
    if (entersTyped()) {
      int width = in.width(in.elementType());
      in.pass(in.count(width) * width);
      return;
    }
    enterArray();
    while (nextElement()) {
      skip();
    }
  }

  /// Steps into the array that is next if its numbers are bare; otherwise stays before it.
  private boolean entersTyped() {
    if (in.peek("an array") != '[') {
      throw in.wrong(in.describe(), "an array");
    }
    if (!in.follows('$')) {
      return false;
    }
    in.pass(2);
    return true;
  }

  private boolean closes() {
    if (in.peek("a value or ]") != ']') {
      return false;
    }
    in.pass(1);
    return true;
  }

  private void enter(long elements) {
    if (place.isDeepest()) {
      throw in.wrong("containers nested deeper than " + DEEPEST, "a model, which needs 8");
    }
    place.enter(elements);
  }
}
