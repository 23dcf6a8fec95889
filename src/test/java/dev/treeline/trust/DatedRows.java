package dev.treeline.trust;

import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.ColumnSketch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A table whose rows are dated, cut into contiguous windows.
///
/// @param names of the features
/// @param windows rows by the window's label; a row has one text a feature, empty where missing
record DatedRows(List<String> names, TreeMap<String, List<List<String>>> windows) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]");

  /// Reads a CSV table without quotes whose column `time` dates the rows; a `late` is left out.
  static DatedRows read(Path gzip) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
      List<String> table = lines.lines().toList();
      List<String> header = List.of(table.getFirst().split(",", -1));
      int time = header.indexOf("time");
      Set<Integer> aside = Set.of(time, header.indexOf("late"));
      TreeMap<String, List<List<String>>> windows = new TreeMap<>();
      for (String line : table.subList(1, table.size())) {
        List<String> row = Arrays.asList(line.split(",", -1));
        windows.computeIfAbsent(row.get(time), _ -> new ArrayList<>()).add(without(row, aside));
      }
      return new DatedRows(without(header, aside), windows);
    }
  }

  private static List<String> without(List<String> row, Set<Integer> aside) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (!aside.contains(i)) {
        kept.add(row.get(i));
      }
    }
    return kept;
  }

  /// The windows whose labels fit.
  DatedRows only(Predicate<String> label) {
    TreeMap<String, List<List<String>>> kept = new TreeMap<>(windows);
    kept.keySet().removeIf(label.negate());
    return new DatedRows(names, kept);
  }

  /// These rows as a baseline with a block for each window.
  Profile baseline() {
    List<ColumnSketch> sketches =
        Stream.generate(ColumnSketch::forBaseline).limit(names.size()).toList();
    List<Law.Sink> first = sketches.stream().map(Sinks::of).toList();
    windows.values().forEach(rows -> offer(rows, first));
    List<NamedSketch> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(new NamedSketch(names.get(i), sketches.get(i)));
    }
    ProfileBuilder builder = ProfileBuilder.of(named, List.of());
    List<Law.Sink> second = Sinks.of(builder, names.size());
    windows.forEach(
        (label, rows) -> {
          builder.block(label);
          offer(rows, second);
          rows.forEach(_ -> builder.endRow());
        });
    return builder.profile("windows of column time");
  }

  /// Rows as a window of a baseline, one in a body.
  static WindowCounts window(Profile profile, List<List<String>> rows) {
    WindowCounts window = WindowCounts.of(profile);
    List<Law.Sink> sinks = new ArrayList<>();
    for (int i = 0; i < profile.features().size(); i++) {
      sinks.add(Sinks.of(window.feature(i)));
    }
    for (List<String> row : rows) {
      offer(List.of(row), sinks);
      window.endRow();
      window.endBody();
    }
    return window;
  }

  private static void offer(List<List<String>> rows, List<Law.Sink> sinks) {
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        offer(row.get(i), sinks.get(i));
      }
    }
  }

  private static void offer(String text, Law.Sink sink) {
    if (text.isEmpty()) {
      sink.missing();
    } else if (NUMBER.matcher(text).lookingAt()) {
      sink.number(Double.parseDouble(text));
    } else {
      sink.text(text);
    }
  }
}
