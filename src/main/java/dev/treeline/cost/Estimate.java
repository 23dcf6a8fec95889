package dev.treeline.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a month costs, line by line.
///
/// @param lines what Treeline's stack costs
/// @param free what of it CloudWatch does not charge, once an account: the first ten metrics, ten
///   alarms and three dashboards, in USD a month
/// @param others what the same requests cost elsewhere
public record Estimate(List<Line> lines, double free, List<Line> others) {
  private static final double GIGABYTE = 1e9;
  private static final double HOURS = 730;
  private static final double DAYS = 30.4;

  // What a run of the monitor takes, by its own benchmark: rows a second, and what it begins with.
  private static final double MONITOR_ROWS = 100_000;
  private static final double MONITOR_START = 5;
  private static final double MONITOR_GIGABYTES = 2;

  // Firehose bills a record in steps of 5 KB, and the template's capture sends a line as one.
  private static final double RECORD_STEP = 5120;

  // A line of the function's log and one of the API's, for a request.
  private static final double LOGGED = 900;
  private static final double RETAINED_DAYS = 90;
  private static final double COMPRESSION = 3.5;
  private static final double OBJECT_SECONDS = 300;
  private static final double TRACED = 0.05;

  // What a run of the monitor publishes, and one that finds no rows; a test counts them.
  private static final int RUN_METRICS = 14;
  private static final int EMPTY_RUN_METRICS = 4;

  // Metrics, and alarms, of an account's free tier.
  private static final double FREE = 10;

  /// One thing that is paid for.
  ///
  /// @param what for people
  /// @param why what the sum is made of, for people
  /// @param dollars a month
  public record Line(String what, String why, double dollars) {}

  /// Keeps the lists.
  public Estimate {
    lines = List.copyOf(lines);
    others = List.copyOf(others);
  }

  /// All lines together, in USD a month.
  public double total() {
    return lines.stream().mapToDouble(Line::dollars).sum();
  }

  /// Estimates a month.
  public static Estimate of(Usage usage, Prices prices) {
    var lines = new ArrayList<Line>();
    lines.add(scoring(usage, prices));
    lines.add(
        new Line(
            "HTTP API",
            count(usage.requests()) + " requests",
            usage.requests() * prices.of("httpApi.request")));
    lines.add(capture(usage, prices));
    lines.add(storage(usage, prices));
    lines.add(monitor(usage, prices));
    double logged = usage.requests() * LOGGED / GIGABYTE;
    lines.add(
        new Line(
            "Logs", String.format(Locale.ROOT, "%.2f GB", logged), logged * prices.of("logs.gb")));
    Watching watching = usage.isFull() ? Watching.FULL : Watching.BASIC;
    lines.add(metrics(usage, watching, prices));
    lines.add(alarms(watching, prices));
    lines.add(new Line("Key of the topic", "one", prices.of("kmsKey.month")));
    if (usage.isFull()) {
      double traces = usage.requests() * TRACED;
      lines.add(new Line("Dashboard", "one", prices.of("dashboard.month")));
      lines.add(new Line("Traces", count(traces), traces * prices.of("xray.trace")));
    }
    double free =
        Math.min(FREE, metricMonths(usage, watching)) * prices.of("metric.month")
            + Math.min(FREE, watching.alarms()) * prices.of("alarm.month")
            + (usage.isFull() ? prices.of("dashboard.month") : 0);
    return new Estimate(lines, free, others(usage, prices));
  }

  /// What `template.yaml` watches with; its own test counts again.
  ///
  /// @param metrics that requests publish
  /// @param alarms in metrics, as alarms are paid for
  /// @param composites alarms of alarms
  private record Watching(int metrics, int alarms, int composites) {
    static final Watching BASIC = new Watching(1, 9, 0);
    static final Watching FULL = new Watching(7, 18, 1);
  }

  /// A metric is paid for by the hours in which it gets a value: one a day for a run's.
  private static Line metrics(Usage usage, Watching watching, Prices prices) {
    int run = runMetrics(usage);
    return new Line(
        "Metrics",
        usage.requests() > 0
            ? watching.metrics() + " of requests, " + run + " for an hour a day"
            : run + " for an hour a day",
        metricMonths(usage, watching) * prices.of("metric.month"));
  }

  private static double metricMonths(Usage usage, Watching watching) {
    double hours = Math.min(HOURS, usage.requests());
    return (watching.metrics() * hours + runMetrics(usage) * DAYS) / HOURS;
  }

  private static int runMetrics(Usage usage) {
    return usage.requests() > 0 ? RUN_METRICS : EMPTY_RUN_METRICS;
  }

  private static Line alarms(Watching watching, Prices prices) {
    return new Line(
        "Alarms",
        "on "
            + watching.alarms()
            + " metrics"
            + (watching.composites() > 0 ? ", " + watching.composites() + " composite" : ""),
        watching.alarms() * prices.of("alarm.month")
            + watching.composites() * prices.of("compositeAlarm.month"));
  }

  private static Line scoring(Usage usage, Prices prices) {
    double gigabyteSeconds = usage.requests() * usage.milliseconds() / 1000 * usage.memory() / 1024;
    return new Line(
        "Lambda, scoring",
        String.format(
            Locale.ROOT,
            "%s requests of %.0f ms at %d MB",
            count(usage.requests()),
            usage.milliseconds(),
            usage.memory()),
        gigabyteSeconds * prices.of("lambda." + usage.processor().key() + ".gbSecond")
            + usage.requests() * prices.of("lambda.request"));
  }

  private static Line capture(Usage usage, Prices prices) {
    double record = Math.ceil(usage.lineBytes() / RECORD_STEP) * RECORD_STEP;
    double gigabytes = usage.requests() * usage.captured() * record / GIGABYTE;
    return new Line(
        "Firehose",
        String.format(Locale.ROOT, "%.2f GB in steps of 5 KB a line", gigabytes),
        gigabytes * prices.of("firehose.gb"));
  }

  private static Line storage(Usage usage, Prices prices) {
    double kept =
        usage.requests()
            * usage.captured()
            * usage.lineBytes()
            / COMPRESSION
            / GIGABYTE
            * RETAINED_DAYS
            / DAYS;
    double objects = Math.min(usage.requests() * usage.captured(), HOURS * 3600 / OBJECT_SECONDS);
    return new Line(
        "S3",
        String.format(
            Locale.ROOT, "%.2f GB kept %.0f days, %s objects", kept, RETAINED_DAYS, count(objects)),
        kept * prices.of("s3.gbMonth") + objects * (prices.of("s3.put") + prices.of("s3.get")));
  }

  private static Line monitor(Usage usage, Prices prices) {
    double seconds = DAYS * MONITOR_START + usage.requests() * usage.captured() / MONITOR_ROWS;
    return new Line(
        "Lambda, monitor",
        String.format(
            Locale.ROOT, "a run a day, %.0f s in all at %.0f GB", seconds, MONITOR_GIGABYTES),
        seconds * MONITOR_GIGABYTES * prices.of("lambda." + usage.processor().key() + ".gbSecond"));
  }

  private static List<Line> others(Usage usage, Prices prices) {
    double seconds = usage.requests() * 0.05;
    double taskHour =
        0.5 * prices.of("fargate.vcpuHour") + prices.of("fargate.gbHour") + prices.of("alb.hour");
    return List.of(
        new Line(
            "SageMaker endpoint and monitor",
            "one ml.m5.large all month, a monitoring job of 15 minutes a day",
            HOURS * prices.of("sagemaker.mlM5Large.hour")
                + DAYS / 4 * prices.of("sagemaker.monitorMlM5Xlarge.hour")),
        new Line(
            "SageMaker serverless",
            "50 ms a request at 2 GB, without a monitor",
            seconds * 2 * prices.of("sagemaker.serverless.gbSecond")),
        new Line(
            "Fargate",
            "one task of half a CPU and 1 GB behind a load balancer, without a monitor",
            HOURS * taskHour));
  }

  /// A number as people say it: `1.5M`, `20k`.
  static String count(double number) {
    if (number >= 1e6) {
      return trimmed(number / 1e6) + "M";
    }
    return number >= 1e3 ? trimmed(number / 1e3) + "k" : trimmed(number);
  }

  private static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
