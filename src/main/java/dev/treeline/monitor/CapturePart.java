package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.PlainLine;
import dev.treeline.drift.Profile;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.report.Window;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one thread has read of a window: which lines belong to it, each once, and what they hold.
/// Parts add up exactly, in any order. Not thread-safe.
final class CapturePart implements Serializable {
  private static final int MOST_NAMES = 50;

  private final Window window;
  private final TimeFilter times;
  private final SeenEvents events;
  private final SkippedLines skipped;
  private final WindowCounter counter;
  private final TreeSet<String> versions = new TreeSet<>();
  private final TreeMap<String, Long> digests = new TreeMap<>();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private String version = "";
  private String digest = "";
  private long digestLines;
  private long files;
  private long lines;
  private long outside;
  private long duplicates;

  /// @param events shared by all parts of the window
  CapturePart(Window window, Profile profile, SeenEvents events) {
    this(window, events, new SkippedLines(), profile);
  }

  private CapturePart(Window window, SeenEvents events, SkippedLines skipped, Profile profile) {
    this(window, events, skipped, new WindowCounter(profile, skipped));
  }

  private CapturePart(
      Window window, SeenEvents events, SkippedLines skipped, WindowCounter counter) {
    this.window = window;
    this.events = events;
    this.skipped = skipped;
    this.counter = counter;
    this.times = new TimeFilter(window);
  }

  /// Takes the lines of one file.
  CaptureFile.Sink file(String key) {
    files++;
    return new File(key);
  }

  /// The file at hand.
  private final class File implements CaptureFile.Sink {
    private final String key;

    File(String key) {
      this.key = key;
    }

    @Override
    public boolean plain(PlainLine line, long number) {
      long second = line.epochSecond();
      TimeFilter.Where where = times.of(second);
      if (where != TimeFilter.Where.INSIDE) {
        outside += where == TimeFilter.Where.OUTSIDE ? 1 : 0;
        return where == TimeFilter.Where.OUTSIDE;
      }
      if (!counter.read(line)) {
        return false;
      }
      Place place = new Place(key, number);
      if (line.idEnd() > line.idStart()
          && !events.add(EventIds.hash(line.bytes(), line.idStart(), line.idEnd()), second)) {
        duplicates++;
        counter.noteRead(line, place);
        return true;
      }
      note(Instant.ofEpochSecond(second), line.modelVersion(), line.baselineDigest());
      counter.countRead(line, place);
      return true;
    }

    @Override
    public void line(CaptureLine line, long number) {
      Place place = new Place(key, number);
      switch (times.of(line.inferenceTime())) {
        case NOWHERE -> skipped.add(Reason.NOT_A_CAPTURE_LINE, place.with(TimeFilter.PROBLEM));
        case OUTSIDE -> outside++;
        case INSIDE -> take(line, place);
      }
    }

    private void take(CaptureLine line, Place place) {
      Instant time = line.inferenceTime();
      if (!line.eventId().isEmpty()
          && !events.add(EventIds.hash(line.eventId()), time.getEpochSecond())) {
        duplicates++;
        counter.note(line, place);
      } else {
        note(time, line.answered().modelVersion(), line.answered().baselineDigest());
        counter.count(line, place);
      }
    }

    @Override
    public void problem(CaptureFile.Problem problem) {
      skipped.add(problem);
    }
  }

  private void note(Instant time, String lineVersion, String lineDigest) {
    lines++;
    first = time.isBefore(first) ? time : first;
    last = time.isAfter(last) ? time : last;
    if (!lineVersion.equals(version)) {
      version = lineVersion;
      noteVersion(lineVersion);
    }
    if (!lineDigest.equals(digest)) {
      settleDigest();
      digest = lineDigest;
    }
    digestLines++;
  }

  /// Keeps the first names in their own order, so that it is the same whichever came first.
  private void noteVersion(String name) {
    if (!name.isEmpty() && versions.add(name) && versions.size() > MOST_NAMES) {
      versions.pollLast();
    }
  }

  private void settleDigest() {
    noteDigest(digest, digestLines);
    digestLines = 0;
  }

  private void noteDigest(String name, long times) {
    if (!name.isEmpty() && times > 0) {
      digests.merge(name, times, Long::sum);
      if (digests.size() > MOST_NAMES) {
        digests.pollLastEntry();
      }
    }
  }

  /// This and another together; neither is to be used any more.
  CapturePart plus(CapturePart other) {
    settleDigest();
    other.settleDigest();
    CapturePart both = new CapturePart(window, events, skipped, counter.plus(other.counter));
    for (CapturePart part : new CapturePart[] {this, other}) {
      both.first = part.first.isBefore(both.first) ? part.first : both.first;
      both.last = part.last.isAfter(both.last) ? part.last : both.last;
      part.versions.forEach(both::noteVersion);
      part.digests.forEach(both::noteDigest);
      both.files += part.files;
      both.lines += part.lines;
      both.outside += part.outside;
      both.duplicates += part.duplicates;
    }
    return both;
  }

  /// What was counted; to be called once, at the end.
  WindowCounter.Counted end() {
    return counter.end();
  }

  SkippedLines skipped() {
    return skipped;
  }

  /// Inference times from the first to the last; the window where there was none.
  Window seen() {
    return lines == 0 ? window : new Window(first, last.plusSeconds(1));
  }

  Set<String> versions() {
    return versions;
  }

  /// Lines of each digest of a baseline, as far as lines say; of the first fifty digests by name.
  Map<String, Long> digests() {
    settleDigest();
    return digests;
  }

  long files() {
    return files;
  }

  long lines() {
    return lines;
  }

  long outside() {
    return outside;
  }

  long duplicates() {
    return duplicates;
  }
}
