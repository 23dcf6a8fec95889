package dev.treeline.pickle;

import dev.treeline.pickle.PickleValue.Instance;
import dev.treeline.pickle.PickleValue.Items;
import dev.treeline.pickle.PickleValue.Octets;
import dev.treeline.pickle.PickleValue.Text;
import dev.treeline.pickle.PickleValue.Whole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Class labels out of a pickle: a list, a one-dimensional numpy array or a `LabelEncoder` of
/// integers or texts. Labels of any other kind (floats, bools, dates) are none.
///
/// An array is a buffer and a `dtype`; the layout is that of numpy's `ndarray.__reduce__` (version,
/// shape, dtype, column order, data) and, in protocol 5, of the arguments of `_frombuffer`.
final class PickledLabels {
  private static final int MOST_LABELS = 1 << 16;
  private static final int LONGEST = 1024;
  private static final int MOST_LETTERS = 1 << 24;

  private final PickleBytes in;

  /// @param in for complaints
  PickledLabels(PickleBytes in) {
    this.in = in;
  }

  /// The labels in the order of their numbers, or none.
  List<String> of(PickleValue value) {
    PickleValue labels =
        value instanceof Instance encoder && encoder.type().name().endsWith("LabelEncoder")
            ? encoder.field("classes_")
            : value;
    return switch (labels) {
      case Items items -> listed(items);
      case Instance array -> array(array);
      default -> List.of();
    };
  }

  /// An integer, Python's or numpy's.
  Optional<Long> whole(PickleValue value) {
    return switch (value) {
      case Whole(long number) -> Optional.of(number);
      case Instance scalar when scalar(scalar) -> number(label(scalar));
      default -> Optional.empty();
    };
  }

  private static Optional<Long> number(Optional<String> label) {
    return label.filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
  }

  private List<String> listed(Items items) {
    var labels = new ArrayList<String>();
    bounded(items.values().size(), 1);
    long letters = 0;
    for (PickleValue value : items.values()) {
      Optional<String> label = label(value);
      if (label.isEmpty()) {
        return List.of();
      }
      letters += label.get().length();
      if (letters > MOST_LETTERS) {
        throw in.wrong("class labels of more than " + MOST_LETTERS + " characters", "shorter ones");
      }
      labels.add(label.get());
    }
    return List.copyOf(labels);
  }

  private Optional<String> label(PickleValue value) {
    return switch (value) {
      case Text(String text) -> Optional.of(text);
      case Octets octets -> Optional.of(octets.text());
      case Whole(long number) -> Optional.of(Long.toString(number));
      case Instance scalar when scalar(scalar) ->
          buffer(scalar, scalar.argument(0), scalar.argument(1), 1).stream().findFirst();
      default -> Optional.empty();
    };
  }

  /// A text that is there as such. A dtype's may not be a numpy scalar: that has a dtype, too,
  /// which could go on for ever.
  private static Optional<String> name(PickleValue value) {
    return switch (value) {
      case Text(String text) -> Optional.of(text);
      case Octets octets -> Optional.of(octets.text());
      default -> Optional.empty();
    };
  }

  private static boolean scalar(Instance instance) {
    return instance.is("numpy._core.multiarray.scalar");
  }

  private List<String> array(Instance array) {
    if (array.is("numpy._core.numeric._frombuffer")) {
      return shaped(array, array.argument(2), array.argument(1), array.argument(0));
    }
    return array.is("numpy._core.multiarray._reconstruct")
            && array.state() instanceof Items state
            && state.values().size() == 5
        ? shaped(array, state.values().get(1), state.values().get(2), state.values().get(4))
        : List.of();
  }

  private List<String> shaped(
      Instance array, PickleValue shape, PickleValue dtype, PickleValue data) {
    boolean oneDimension =
        shape instanceof Items dimensions
            && dimensions.values().size() == 1
            && dimensions.values().getFirst() instanceof Whole;
    if (!oneDimension) {
      return List.of();
    }
    long count = ((Whole) ((Items) shape).values().getFirst()).number();
    return data instanceof Items objects ? listed(objects) : buffer(array, dtype, data, count);
  }

  private List<String> buffer(Instance array, PickleValue dtype, PickleValue data, long count) {
    Optional<byte[]> bytes = PickledBooster.octets(data);
    Optional<String> type =
        dtype instanceof Instance made && made.is("numpy.dtype")
            ? name(made.argument(0))
            : Optional.empty();
    if (bytes.isEmpty() || !type.orElse("").matches("[iuUS]\\d{1,6}")) {
      return List.of();
    }
    char kind = type.get().charAt(0);
    int width = Integer.parseInt(type.get().substring(1)) * (kind == 'U' ? 4 : 1);
    bounded(count, width);
    if (width == 0 || count * width != bytes.get().length) {
      throw in.wrong(
          array.at(),
          "%d bytes for %d labels of %d".formatted(bytes.get().length, count, width),
          "an array whose shape fits its bytes");
    }
    boolean integers = kind == 'i' || kind == 'u';
    if (integers && width != 1 && width != 2 && width != 4 && width != 8) {
      return List.of();
    }
    ByteBuffer cells = ByteBuffer.wrap(bytes.get()).order(order((Instance) dtype));
    var labels = new ArrayList<String>();
    while (cells.hasRemaining()) {
      labels.add(integers ? integer(cells, kind, width) : text(array, cells, kind, width));
    }
    return List.copyOf(labels);
  }

  /// The second item of a dtype's state; there is none for the machine's own order in `|`.
  private ByteOrder order(Instance dtype) {
    boolean big =
        dtype.state() instanceof Items state
            && state.values().size() > 1
            && name(state.values().get(1)).equals(Optional.of(">"));
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static String integer(ByteBuffer cells, char kind, int width) {
    long value =
        switch (width) {
          case 1 -> cells.get();
          case 2 -> cells.getShort();
          case 4 -> cells.getInt();
          default -> cells.getLong();
        };
    if (kind == 'i') {
      return Long.toString(value);
    }
    return Long.toUnsignedString(width == 8 ? value : value & ((1L << (8 * width)) - 1));
  }

  /// UTF-32, or one byte a character; filled up with zeros.
  private String text(Instance array, ByteBuffer cells, char kind, int width) {
    if (kind == 'S') {
      var bytes = new byte[width];
      cells.get(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
    }
    var text = new StringBuilder();
    for (int i = 0; i < width; i += 4) {
      int code = cells.getInt();
      if (!Character.isValidCodePoint(code)) {
        throw in.wrong(array.at(), "a character past U+10FFFF", "one of Unicode's");
      }
      text.appendCodePoint(code);
    }
    return text.toString().replaceFirst("\0+$", "");
  }

  /// One array may be named a million times by a few bytes.
  private void bounded(long count, int width) {
    if (count < 0 || count > MOST_LABELS || width > 4 * LONGEST) {
      throw in.wrong(
          count + " class labels of " + width + " bytes",
          "at most " + MOST_LABELS + " of at most " + LONGEST + " characters");
    }
  }
}
