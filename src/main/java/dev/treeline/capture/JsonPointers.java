package dev.treeline.capture;

import java.util.ArrayList;
import java.util.List;

/// JSON pointers (RFC 6901) with one addition: `*` means every element of an array. In an object it
/// is the member of that name, as RFC 6901 has it. A pointer that leads nowhere marks nothing.
final class JsonPointers {
  private final List<List<String>> pointers = new ArrayList<>();

  /// @param entries each starting with `/`
  JsonPointers(List<String> entries) {
    for (String entry : entries) {
      List<String> steps = new ArrayList<>();
      for (String step : entry.substring(1).split("/", -1)) {
        steps.add(step.replace("~1", "/").replace("~0", "~"));
      }
      pointers.add(steps);
    }
  }

  boolean isEmpty() {
    return pointers.isEmpty();
  }

  /// Marks every value that a pointer leads to.
  void mark(JsonText value, Spans spans) {
    for (List<String> steps : pointers) {
      mark(value, steps, 0, spans);
    }
  }

  private static void mark(JsonText value, List<String> steps, int at, Spans spans) {
    if (at == steps.size()) {
      spans.add(value.start(), value.end());
      return;
    }
    String step = steps.get(at);
    for (int i = 0; i < value.items().size(); i++) {
      boolean meant =
          switch (value.kind()) {
            case OBJECT -> value.names().get(i).equals(step);
            case ARRAY -> step.equals("*") || step.equals(String.valueOf(i));
            case TEXT, OTHER -> false;
          };
      if (meant) {
        mark(value.items().get(i), steps, at + 1, spans);
      }
    }
  }
}
