package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings;
import dev.treeline.settings.CaptureSettings.Content;
import dev.treeline.settings.CaptureSettings.Target;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Opens the capture that the settings ask for.
public final class Captures {
  private final Settings settings;
  private final Surroundings world;
  private final Patience patience;
  private final Ledger ledger;
  private final Lines lines;
  private boolean owned;

  private Captures(Settings settings, Surroundings world, Patience patience) {
    this.settings = settings;
    this.world = world;
    this.patience = patience;
    this.ledger = new Ledger(settings, world.clock(), world.out());
    this.lines = new Lines(ledger, settings.capture().content().mostBytes());
  }

  /// Opens a capture that knows no model's features: what is redacted by a column's name is then
  /// withheld whole, unless the body itself names it.
  public static Capture open(Settings settings, Surroundings world) {
    return open(settings, world, new Features.Unknown());
  }

  /// Opens a capture. In Lambda call it during init: mode `buffered` registers its extension here,
  /// and mode `sync` connects.
  ///
  /// A process that is told to end (SIGTERM) closes it.
  ///
  /// @param settings mode, stream or folder, sampling, content; endpoint and variant
  /// @param world clock, randomness, Firehose builder, standard output
  /// @param features what the models' features are called, for redaction by column
  public static Capture open(Settings settings, Surroundings world, Features features) {
    return new Captures(settings, world, Patience.USUAL).open(features);
  }

  /// The same for an owner that closes it when the last request is answered: a server, which knows
  /// when that is. The end of the process alone closes nothing then.
  public static Capture openOwned(Settings settings, Surroundings world, Features features) {
    Captures captures = new Captures(settings, world, Patience.USUAL);
    captures.owned = true;
    return captures.open(features);
  }

  static Capture open(Settings settings, Surroundings world, Patience patience) {
    return new Captures(settings, world, patience).open(new Features.Unknown());
  }

  private Capture open(Features features) {
    CaptureSettings wanted = settings.capture();
    Capture capture = target(wanted.target());
    return wanted.target() instanceof Target.Off || isEverything(wanted)
        ? capture
        : new SelectedCapture(
            capture, wanted, new Redactor(wanted.content().redactions(), features, ledger), ledger);
  }

  private static boolean isEverything(CaptureSettings wanted) {
    Content content = wanted.content();
    return wanted.sampling().percent() == 100
        && !wanted.sampling().optOut()
        && content.sides().size() == CaptureSettings.Side.values().length
        && content.redactions().isEmpty()
        && content.metadata()
        && new Encodings(content.csvTypes(), content.jsonTypes()).equals(Encodings.USUAL);
  }

  // No pattern switch: linking one costs a cold start milliseconds.
  private Capture target(Target target) {
    if (target instanceof Target.Buffered buffered) {
      return ending(buffered(buffered));
    }
    if (target instanceof Target.Sync sync) {
      return ending(new FirehoseCapture(connection(sync.stream()), lines, ledger, sync.deadline()));
    }
    if (target instanceof Target.Folder folder) {
      return ending(folder(folder));
    }
    return target instanceof Target.Log
        ? new LogCapture(lines, ledger, world.out())
        : new NoCapture();
  }

  private Capture ending(Capture capture) {
    if (!owned) {
      ProcessEnd.closes(capture, ledger, !settings.platform().runtimeApi().isEmpty());
    }
    return capture;
  }

  private BufferedCapture buffered(Target.Buffered target) {
    BufferedCapture.Limits limits =
        new BufferedCapture.Limits(BufferedCapture.MOST_BYTES, target.flush());
    BufferedCapture capture =
        new BufferedCapture(connection(target.stream()), lines, ledger, limits, world.clock());
    String runtimeApi = settings.platform().runtimeApi();
    if (runtimeApi.isEmpty() || settings.platform().concurrent()) {
      Background.start(capture);
    } else {
      AfterReply.start(capture, runtimeApi, world);
    }
    return capture;
  }

  private FolderCapture folder(Target.Folder target) {
    Path folder = target.folder().resolve(settings.endpoint()).resolve(settings.variant());
    probe(target, folder);
    HourFiles files = new HourFiles(folder, target.gzip(), world.random(), HourFiles.FULL);
    return FolderCapture.start(files, target.gzip(), lines, ledger);
  }

  /// Writes and deletes a file, so that a folder that takes none stops the start and not the lines.
  private static void probe(Target.Folder target, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "probe-", ".tmp"));
    } catch (IOException e) {
      throw target.unwritable(e);
    }
  }

  private Connection connection(String stream) {
    return new Connection(new Deliveries(stream, world, ledger, patience));
  }

  /// A class and not a lambda: see [Surroundings#firehose()].
  private record Deliveries(String stream, Surroundings world, Ledger ledger, Patience patience)
      implements Supplier<Delivery> {
    @Override
    public Delivery get() {
      return new FirehoseDelivery(stream, world, ledger, patience);
    }
  }
}
