package dev.treeline.pickle;

import dev.treeline.pickle.PickleValue.Entries;
import dev.treeline.pickle.PickleValue.Items;
import dev.treeline.pickle.PickleValue.Octets;
import dev.treeline.pickle.PickleValue.Opaque;
import dev.treeline.pickle.PickleValue.Text;
import dev.treeline.pickle.PickleValue.Whole;
import java.util.List;
import java.util.regex.Pattern;

/// The instructions of a pickle that hold a value: numbers, texts, bytes and empty containers.
final class PickleLiterals {
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(inf|nan)");

  private final PickleBytes in;

  PickleLiterals(PickleBytes in) {
    this.in = in;
  }

  /// @param code an instruction that makes a value of its own
  PickleValue read(int code) {
    return switch (code) {
      case 'N' -> PickleValue.NONE;
      case 0x88, 0x89 -> new Opaque("a bool");
      case 'I' -> line(in.shortLine());
      case 'J' -> new Whole(in.signed32());
      case 'K' -> new Whole(in.unsigned8());
      case 'M' -> new Whole(in.unsigned16());
      case 'L' -> number(in.shortLine().replaceFirst("L$", ""));
      case 0x8a -> littleEndian(in.counted(1));
      case 0x8b -> littleEndian(in.counted(4));
      case 'F' -> decimal(in.shortLine());
      case 'G' -> {
        in.skip(8);
        yield new Opaque("a float");
      }
      case 'V' -> new Text(PickleText.unicode(in.line(), in));
      case 0x8c -> new Text(in.utf8(1));
      case 'X' -> new Text(in.utf8(4));
      case 0x8d -> new Text(in.utf8(8));
      case 'S' -> new Octets(PickleText.quoted(in.line(), in));
      case 'U', 'C' -> new Octets(in.counted(1));
      case 'T', 'B' -> new Octets(in.counted(4));
      case 0x8e, 0x96 -> new Octets(in.counted(8));
      case ']' -> Items.list(List.of());
      case '}' -> new Entries();
      case 0x8f -> new Opaque("a set");
      case 'P', 'Q' -> throw unsupported("a persistent id");
      case 0x82, 0x83, 0x84 -> throw unsupported("an extension code");
      case 0x97, 0x98 -> throw unsupported("an out-of-band buffer");
      default ->
          throw in.wrong("the byte 0x%02x".formatted(code), "an instruction of protocol 0 to 5");
    };
  }

  private RuntimeException unsupported(String found) {
    return in.wrong(found + ", which stands for something outside the file", "a whole pickle");
  }

  private PickleValue line(String text) {
    return text.equals("00") || text.equals("01") ? new Opaque("a bool") : number(text);
  }

  /// A decimal integer.
  PickleValue number(String text) {
    if (!text.matches("[+-]?\\d+")) {
      throw in.wrong("\"" + PickleBytes.shown(text) + "\"", "an integer");
    }
    try {
      return new Whole(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return new Opaque("an integer of more than 64 bits");
    }
  }

  private PickleValue decimal(String text) {
    if (!FLOAT.matcher(text).matches()) {
      throw in.wrong("\"" + PickleBytes.shown(text) + "\"", "a float");
    }
    return new Opaque("a float");
  }

  private static PickleValue littleEndian(byte[] bytes) {
    if (bytes.length > Long.BYTES) {
      return new Opaque("an integer of more than 64 bits");
    }
    long value = bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | Byte.toUnsignedInt(bytes[i]);
    }
    return new Whole(value);
  }
}
