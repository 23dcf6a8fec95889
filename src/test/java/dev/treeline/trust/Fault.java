package dev.treeline.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Something that goes wrong with the rows of one window.
///
/// @param what in a few words
/// @param names the features of which one has to be named
/// @param rows the rows that arrive instead
record Fault(String what, List<String> names, UnaryOperator<List<List<String>>> rows) {
  Fault {
    names = List.copyOf(names);
  }

  /// Numbers arrive changed, in another unit for example.
  static Fault numbers(
      String what, List<String> names, String feature, DoubleUnaryOperator change) {
    int at = names.indexOf(feature);
    return cells(
        what,
        feature,
        at,
        (text, _) ->
            text.isEmpty() ? text : number(change.applyAsDouble(Double.parseDouble(text))));
  }

  /// One value arrives as another in seven rows of ten.
  static Fault remapped(List<String> names, String feature, String from, String to) {
    return cells(
        feature + ": 70 % of " + from + " become " + to,
        feature,
        names.indexOf(feature),
        (text, row) -> text.equals(from) && row % 10 < 7 ? to : text);
  }

  /// One value arrives all the time.
  static Fault stuck(List<String> names, String feature) {
    int at = names.indexOf(feature);
    return new Fault(
        feature + " stuck",
        List.of(feature),
        rows -> replaced(rows, at, (_, _) -> rows.getFirst().get(at)));
  }

  /// Three rows of ten arrive without a value.
  static Fault missing(List<String> names, String feature) {
    return cells(
        feature + " missing in 30 %",
        feature,
        names.indexOf(feature),
        (text, row) -> row % 10 < 3 ? "" : text);
  }

  /// Two columns arrive in each other's place.
  static Fault swapped(List<String> names, String one, String other) {
    int a = names.indexOf(one);
    int b = names.indexOf(other);
    return new Fault(
        one + " and " + other + " swapped",
        List.of(one, other),
        rows -> {
          List<List<String>> swapped = new ArrayList<>();
          for (List<String> row : rows) {
            List<String> copy = new ArrayList<>(row);
            copy.set(a, row.get(b));
            copy.set(b, row.get(a));
            swapped.add(copy);
          }
          return swapped;
        });
  }

  private interface Change {
    String of(String text, int row);
  }

  private static Fault cells(String what, String feature, int at, Change change) {
    return new Fault(what, List.of(feature), rows -> replaced(rows, at, change));
  }

  private static List<List<String>> replaced(List<List<String>> rows, int at, Change change) {
    List<List<String>> replaced = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> copy = new ArrayList<>(rows.get(i));
      copy.set(at, change.of(copy.get(at), i));
      replaced.add(copy);
    }
    return replaced;
  }

  private static String number(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }
}
