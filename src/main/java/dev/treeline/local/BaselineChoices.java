package dev.treeline.local;

import dev.treeline.drift.Disclosure;
import dev.treeline.sketch.Partition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What somebody decided about a baseline, beside the rows it is made of.
///
/// @param categorical features whose numbers are codes
/// @param shown features whose values may be read by people, beside the categorical ones
/// @param detail how fine the cells of numbers are
record BaselineChoices(Set<String> categorical, Set<String> shown, Partition.Detail detail) {
  /// Nothing was decided.
  static final BaselineChoices NONE =
      new BaselineChoices(Set.of(), Set.of(), Partition.Detail.EQUAL_MASS);

  BaselineChoices {
    categorical = Set.copyOf(categorical);
    shown = Set.copyOf(shown);
  }

  /// Features whose values may be read: whoever calls a column a category has looked at them.
  Set<String> readable() {
    Set<String> readable = new TreeSet<>(categorical);
    readable.addAll(shown);
    return readable;
  }

  /// The same with what a list of names with commas between allows, as far as features have them.
  BaselineChoices showing(String names, BaselineSource source) {
    Set<String> more = new TreeSet<>(shown);
    for (String name : names.split(",", -1)) {
      String plain = name.strip();
      if (source.features().contains(plain) || plain.equals(Disclosure.EVERY)) {
        more.add(plain);
      }
    }
    return new BaselineChoices(categorical, more, detail);
  }

  /// Refuses names that no feature has.
  void check(List<String> features) {
    for (String name : categorical) {
      require("--categorical", name, features);
    }
    for (String name : shown) {
      require("--show", name, features);
    }
  }

  private static void require(String option, String name, List<String> features) {
    if (!features.contains(name) && !name.equals(Disclosure.EVERY)) {
      throw new CommandException(
          option + ": found " + name + ", expected some of the features " + features);
    }
  }
}
