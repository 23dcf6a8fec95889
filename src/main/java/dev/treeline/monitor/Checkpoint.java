package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Window;
import dev.treeline.store.Store;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What a run had counted when its time was up: `{endpoint}/{schedule}/checkpoint.bin` beside the
/// reports, for the next run over the same window and the same baseline.
///
/// The counts are written as the JVM writes objects, so that they go on bit for bit as they were.
/// What they were counted with (the baseline and its cells, the store, the names) is not written
/// but put in its place again. A file of another window, baseline or version of the classes, and a
/// damaged one, is none: the window is then counted from its beginning. It is read through a filter
/// that lets no class in but our own and the collections they use.
final class Checkpoint {
  static final String NAME = "checkpoint.bin";

  /// The largest that is written: counts of some 3,000 columns.
  private static final int LARGEST = 256 << 20;

  private static final String CLASSES =
      "dev.treeline.monitor.*;dev.treeline.drift.*;dev.treeline.sketch.*;dev.treeline.report.*"
          + ";java.util.ArrayList;java.util.HashMap;java.util.HashSet;java.util.LinkedHashMap"
          + ";java.util.LinkedHashSet;java.util.TreeMap;java.util.TreeSet;java.util.EnumMap"
          + ";java.util.CollSer;java.util.ImmutableCollections$*;java.util.Map$Entry;java.time.*"
          + ";java.util.concurrent.ConcurrentSkipListMap;java.util.concurrent.atomic.AtomicLong"
          + ";java.lang.String;java.lang.Number;java.lang.Long;java.lang.Integer"
          + ";java.lang.Double;java.lang.Float;java.lang.Enum;java.lang.Object";

  private final Store store;
  private final String key;
  private final MonitorRequest request;
  private final Profile profile;
  private final List<Object> surroundings = new ArrayList<>();

  /// @param profile the baseline that the counts are counted with
  /// @param request names window, endpoint and schedule
  /// @param others what else the counts refer to and is to be put in its place again
  Checkpoint(Store store, MonitorRequest request, Profile profile, List<Object> others) {
    this.store = store;
    this.key = request.endpoint() + "/" + request.schedule() + "/" + NAME;
    this.request = request;
    this.profile = profile;
    surroundings.add(profile);
    surroundings.addAll(profile.featureCells());
    surroundings.addAll(profile.predictionCells());
    surroundings.addAll(others);
  }

  /// Everything that a run had come to.
  ///
  /// @param part what was counted
  /// @param events which events were
  /// @param done keys of the files that were read
  record State(CapturePart part, SeenEvents events, TreeSet<String> done) implements Serializable {
    /// Nothing yet.
    static State of(Window window, Profile profile) {
      SeenEvents events = new SeenEvents();
      return new State(new CapturePart(window, profile, events), events, new TreeSet<>());
    }
  }

  /// Stands in a checkpoint for one of the surroundings.
  private record Surrounding(int index) implements Serializable {}

  /// Writes a checkpoint.
  ///
  /// @return whether it was written: not when it would be too large
  boolean write(State state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(new Limited(bytes), 1 << 16);
        ObjectOutputStream out = new Writer(zip)) {
      out.writeUTF(subject());
      out.writeObject(state);
    } catch (TooLarge _) {
      return false;
    }
    store.put(key, bytes.toByteArray());
    return true;
  }

  /// Reads the checkpoint of this window and this baseline, if there is one.
  ///
  /// @throws IOException if the store fails
  Optional<State> read() throws IOException {
    byte[] bytes;
    try (InputStream in = store.open(key)) {
      bytes = in.readNBytes(LARGEST);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    if (bytes.length == 0) {
      return Optional.empty();
    }
    try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes));
        InputStream plain = new BufferedInputStream(zip);
        ObjectInputStream in = new Reader(plain)) {
      in.setObjectInputFilter(filter());
      if (!in.readUTF().equals(subject())) {
        return Optional.empty();
      }
      State state = (State) in.readObject();
      // To the end, where the check sum is.
      plain.transferTo(OutputStream.nullOutputStream());
      return Optional.of(state);
    } catch (IOException | ClassNotFoundException | RuntimeException _) {
      // Damaged, or of other classes: it can say so in many ways, and all mean the same.
      return Optional.empty();
    }
  }

  /// Empties the file, when there is one: it holds captured values, and nobody needs it any more.
  void clear() throws IOException {
    store.put(key, new byte[0]);
  }

  /// Lets our classes and their collections in, and what stands around; nothing else.
  private ObjectInputFilter filter() {
    String around =
        surroundings.stream()
            .map(one -> one.getClass().getName())
            .distinct()
            .collect(Collectors.joining(";"));
    return ObjectInputFilter.Config.createFilter(
        "maxdepth=100;maxbytes=%d;%s;%s;!*".formatted(4L * LARGEST, CLASSES, around));
  }

  /// What the counts are of.
  private String subject() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(ProfileFile.write(profile).getBytes(StandardCharsets.UTF_8));
      return "%s %s %s"
          .formatted(request.variant(), request.window(), HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static final class TooLarge extends IOException {}

  /// Refuses what goes beyond the limit.
  private static final class Limited extends FilterOutputStream {
    private long left = LARGEST;

    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      take(1);
      out.write(one);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
      take(length);
      out.write(from, start, length);
    }

    private void take(int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new TooLarge();
      }
    }
  }

  private final class Writer extends ObjectOutputStream {
    private final IdentityHashMap<Object, Surrounding> places = new IdentityHashMap<>();

    Writer(OutputStream out) throws IOException {
      super(out);
      for (int i = 0; i < surroundings.size(); i++) {
        places.put(surroundings.get(i), new Surrounding(i));
      }
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      Surrounding place = places.get(object);
      return place == null ? object : place;
    }
  }

  private final class Reader extends ObjectInputStream {
    Reader(InputStream in) throws IOException {
      super(in);
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
      if (!(object instanceof Surrounding(var index))) {
        return object;
      }
      if (index < 0 || index >= surroundings.size()) {
        throw new InvalidObjectException("found place " + index + " of " + surroundings.size());
      }
      return surroundings.get(index);
    }
  }
}
