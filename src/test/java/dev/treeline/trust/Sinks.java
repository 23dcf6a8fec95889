package dev.treeline.trust;

import dev.treeline.drift.ProfileBuilder;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.List;

/// Where drawn values are counted.
final class Sinks {
  private Sinks() {}

  /// The first pass over a baseline's column.
  static Law.Sink of(ColumnSketch sketch) {
    return new Law.Sink() {
      @Override
      public void number(double value) {
        sketch.addNumber(value, value == Math.rint(value));
      }

      @Override
      public void text(String value) {
        sketch.addText(value);
      }

      @Override
      public void missing() {
        sketch.addMissing();
      }
    };
  }

  /// A window's column.
  static Law.Sink of(CellCounts counts) {
    return new Law.Sink() {
      @Override
      public void number(double value) {
        counts.addNumber(value);
      }

      @Override
      public void text(String value) {
        counts.addText(value);
      }

      @Override
      public void missing() {
        counts.addMissing();
      }
    };
  }

  /// The second pass over a baseline: its features, then its two outputs.
  static List<Law.Sink> of(ProfileBuilder builder, int features) {
    List<Law.Sink> sinks = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      sinks.add(feature(builder, i));
    }
    sinks.add(output(builder, 0));
    sinks.add(output(builder, 1));
    return sinks;
  }

  private static Law.Sink feature(ProfileBuilder builder, int feature) {
    return new Law.Sink() {
      @Override
      public void number(double value) {
        builder.addNumber(feature, value);
      }

      @Override
      public void text(String value) {
        builder.addText(feature, value);
      }

      @Override
      public void missing() {
        builder.addMissing(feature);
      }
    };
  }

  private static Law.Sink output(ProfileBuilder builder, int output) {
    return new Law.Sink() {
      @Override
      public void number(double value) {
        builder.addPrediction(output, value);
      }

      @Override
      public void text(String value) {
        builder.addPrediction(output, value);
      }

      @Override
      public void missing() {
        builder.addPrediction(output, Double.NaN);
      }
    };
  }
}
