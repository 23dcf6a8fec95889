import dev.treeline.monitor.Monitor;
import dev.treeline.monitor.MonitorOutcome;
import dev.treeline.monitor.MonitorRequest;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.store.FolderStore;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import com.sun.management.GarbageCollectionNotificationInfo;

/// Runs the monitor once over captures that [Generate] made, in a JVM that has compiled nothing
/// yet, and prints one line of JSON: rows, seconds, processor seconds, largest heap in bytes after a
/// collection, and the same with what was not yet collected.
///
/// Arguments: the folder of the captures, that of the baseline, that of the reports.
final class Watch {
  private static final AtomicLong LIVE = new AtomicLong();

  private Watch() {}

  public static void main(String... args) throws IOException {
    ManagementFactory.getGarbageCollectorMXBeans().forEach(Watch::listen);
    Monitor monitor = new Monitor(store(args[0]), store(args[1]), store(args[2]));
    MonitorRequest request =
        new MonitorRequest(
            "bench", "AllTraffic", "drift", Window.EVERYTHING, Report.Rule.TREELINE);
    long start = System.nanoTime();
    MonitorOutcome outcome = monitor.run(request);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(outcome instanceof MonitorOutcome.Completed(Report report, var files))) {
      throw new IllegalStateException(outcome.toString());
    }
    double processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "{\"rows\": %d, \"skipped\": %d, \"seconds\": %.3f, \"processor\": %.3f, \"live\": %d, \"peak\": %d}%n",
        report.findings().rows(), report.run().skippedCount(), seconds, processor, LIVE.get(), peak);
  }

  private static FolderStore store(String folder) {
    return new FolderStore(Path.of(folder));
  }

  private static void listen(GarbageCollectorMXBean collector) {
    ((NotificationEmitter) collector)
        .addNotificationListener(
            (notification, _) -> {
              if (notification
                  .getType()
                  .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                long used =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(e -> isHeap(e.getKey()))
                        .mapToLong(e -> e.getValue().getUsed())
                        .sum();
                LIVE.accumulateAndGet(used, Math::max);
              }
            },
            null,
            null);
  }

  private static boolean isHeap(String pool) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .anyMatch(p -> p.getName().equals(pool) && p.getType() == MemoryType.HEAP);
  }
}
