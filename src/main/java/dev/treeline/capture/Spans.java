package dev.treeline.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Parts of a text that are to be replaced. Everything else stays as it is, character by character:
/// a number that is not redacted is not written anew.
final class Spans {
  /// From `start` to before `end`, in characters.
  private record Span(int start, int end) implements Comparable<Span> {
    @Override
    public int compareTo(Span other) {
      return start == other.start
          ? Integer.compare(other.end, end)
          : Integer.compare(start, other.start);
    }
  }

  private final List<Span> spans = new ArrayList<>();

  /// Marks a part; parts may hold each other.
  void add(int start, int end) {
    spans.add(new Span(start, end));
  }

  /// The text with another in place of every part; a part inside another goes with it.
  String replace(String text, String with) {
    if (spans.isEmpty()) {
      return text;
    }
    Collections.sort(spans);
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    for (Span span : spans) {
      if (span.start() >= at) {
        out.append(text, at, span.start()).append(with);
        at = span.end();
      }
    }
    return out.append(text, at, text.length()).toString();
  }
}
