package dev.treeline.trust;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Profile;
import java.util.List;

/// Real rows: some windows as the baseline, others watched, as they were and with faults planted.
///
/// @param baseline what the monitor knows
/// @param watched what it looks at
record RealWindows(DatedRows baseline, DatedRows watched) {
  /// The flights' faults. An hour off by one, and temperature swapped with humidity, lie within
  /// what the training days do themselves.
  static List<Fault> ofFlights(List<String> names) {
    return List.of(
        Fault.numbers("miles to km", names, "distance", x -> Math.rint(x * 1.609344)),
        Fault.numbers("hour + 4", names, "hour", x -> (x + 4) % 24),
        Fault.numbers("hPa to inHg", names, "pressure", x -> x * 0.02953),
        Fault.numbers("F to C", names, "temp", x -> (x - 32) / 1.8),
        Fault.remapped(names, "carrier_code", "11", "1"),
        Fault.swapped(names, "hour", "minute"),
        Fault.stuck(names, "distance"),
        Fault.stuck(names, "hour"),
        Fault.missing(names, "distance"),
        Fault.missing(names, "carrier_code"));
  }

  /// The faults of the stops.
  static List<Fault> ofStops(List<String> names) {
    return List.of(
        Fault.remapped(names, "problem", "traffic", "suspicious"),
        Fault.remapped(names, "gender", "Female", "Male"),
        Fault.numbers("hour + 6", names, "hour", x -> (x + 6) % 24),
        Fault.swapped(names, "lat", "long"),
        Fault.stuck(names, "precinct"),
        Fault.missing(names, "lat"),
        Fault.missing(names, "neighborhood"));
  }

  /// The watched windows as they were.
  Alarms quiet() {
    Profile profile = baseline.baseline();
    return watched.windows().values().stream()
        .map(rows -> Alarms.of(Drift.judge(profile, DatedRows.window(profile, rows))))
        .reduce(Alarms.NONE, Alarms::plus);
  }

  /// Share of the watched windows in which a fault was named, 0 to 1.
  double found(Profile profile, Fault fault) {
    long named =
        watched.windows().values().stream()
            .map(rows -> DatedRows.window(profile, fault.rows().apply(rows)))
            .map(window -> Alarms.of(Drift.judge(profile, window)))
            .filter(alarms -> fault.names().stream().anyMatch(alarms.names()::containsKey))
            .count();
    return (double) named / watched.windows().size();
  }
}
