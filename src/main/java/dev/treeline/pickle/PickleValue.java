package dev.treeline.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a pickle holds, as inert data: an object is the name of its class and what was said about
/// it, never an object of that class.
///
/// Containers may be shared and may even hold themselves, so nothing here walks down of its own
/// accord, and no `equals`, `hashCode` or `toString` reaches into a container.
sealed interface PickleValue {
  /// Python's `None`.
  PickleValue NONE = new Nothing();

  /// What to call this in a message.
  String described();

  /// The kind of [#NONE].
  record Nothing() implements PickleValue {
    @Override
    public String described() {
      return "None";
    }
  }

  /// Something whose content nobody needs: a float, a bool, a set, a huge integer.
  record Opaque(String described) implements PickleValue {}

  /// An integer of at most 64 bits.
  record Whole(long number) implements PickleValue {
    @Override
    public String described() {
      return "the integer " + number;
    }
  }

  /// A text.
  record Text(String text) implements PickleValue {
    @Override
    public String described() {
      return "the text \"" + PickleBytes.shown(text) + "\"";
    }
  }

  /// A class or function, named and no more. The names that Python 2 and numpy before 2.0 used are
  /// the same as today's.
  record Name(String module, String name) implements PickleValue {
    public Name {
      module =
          switch (module) {
            case "__builtin__" -> "builtins";
            case "copy_reg" -> "copyreg";
            case "numpy.core.multiarray" -> "numpy._core.multiarray";
            case "numpy.core.numeric" -> "numpy._core.numeric";
            default -> module;
          };
    }

    String full() {
      return module + "." + name;
    }

    @Override
    public String described() {
      return PickleBytes.shown(full());
    }
  }

  /// Bytes, or a text of Python 2, which knew no difference.
  final class Octets implements PickleValue {
    private final byte[] bytes;
    // Kept, because one value may stand in a list a million times.
    private @Nullable String text;

    Octets(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    /// As UTF-8, or else as Latin-1.
    String text() {
      if (text == null) {
        text = decoded();
      }
      return text;
    }

    private String decoded() {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException _) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }

    @Override
    public String described() {
      return bytes.length + " bytes";
    }
  }

  /// A list or a tuple.
  final class Items implements PickleValue {
    private final List<PickleValue> values;
    private final boolean tuple;

    private Items(List<PickleValue> values, boolean tuple) {
      this.values = values;
      this.tuple = tuple;
    }

    static Items tuple(List<PickleValue> values) {
      return new Items(values, true);
    }

    static Items list(List<PickleValue> values) {
      return new Items(new ArrayList<>(values), false);
    }

    List<PickleValue> values() {
      return values;
    }

    boolean tuple() {
      return tuple;
    }

    @Override
    public String described() {
      return "a " + (tuple ? "tuple" : "list") + " of " + values.size();
    }
  }

  /// A dict: its entries that have a short text as key. The last one of a key counts.
  final class Entries implements PickleValue {
    // Longer ones name no field, and comparing two of megabytes again and again would take hours.
    private static final int LONGEST_KEY = 256;

    private final Map<String, PickleValue> values = new HashMap<>();

    void put(PickleValue key, PickleValue value) {
      if (key instanceof Text(String text)) {
        put(text, value);
      } else if (key instanceof Octets octets) {
        put(octets.text(), value);
      }
    }

    private void put(String key, PickleValue value) {
      if (key.length() <= LONGEST_KEY) {
        values.put(key, value);
      }
    }

    PickleValue of(String key) {
      return values.getOrDefault(key, NONE);
    }

    @Override
    public String described() {
      return "a dict";
    }
  }

  /// An object: a class or function, what it was called with, and the state set afterwards.
  final class Instance implements PickleValue {
    private final Name type;
    private final List<PickleValue> arguments;
    private final int at;
    private PickleValue state = NONE;

    /// @param at the byte of the instruction that makes it
    Instance(Name type, List<PickleValue> arguments, int at) {
      this.type = type;
      this.arguments = arguments;
      this.at = at;
    }

    Name type() {
      return type;
    }

    boolean is(String fullName) {
      return type.full().equals(fullName);
    }

    /// `None` where there are fewer.
    PickleValue argument(int index) {
      return index < arguments.size() ? arguments.get(index) : NONE;
    }

    int at() {
      return at;
    }

    /// `None` where none was set.
    PickleValue state() {
      return state;
    }

    void build(PickleValue newState) {
      state = newState;
    }

    /// An entry of the state, `None` where there is none.
    PickleValue field(String name) {
      return state instanceof Entries entries ? entries.of(name) : NONE;
    }

    @Override
    public String described() {
      return "an object of " + type.described();
    }
  }
}
