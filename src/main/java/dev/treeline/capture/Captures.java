package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings;
import dev.treeline.settings.CaptureSettings.Side;
import dev.treeline.settings.CaptureSettings.Target;
import dev.treeline.settings.Settings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.Supplier;

/// Opens the capture that the settings ask for.
public final class Captures {
  private Captures() {}

  /// Opens a capture. In Lambda call it during init: mode `buffered` registers its extension here.
  ///
  /// @param settings mode, stream or folder, percent, sides; endpoint and variant
  /// @param world clock, randomness, Firehose builder, standard output
  public static Capture open(Settings settings, Surroundings world) {
    boolean awaited = settings.capture().target() instanceof Target.Sync;
    return open(settings, world, awaited ? Patience.AWAITED : Patience.USUAL);
  }

  static Capture open(Settings settings, Surroundings world, Patience patience) {
    CaptureSettings wanted = settings.capture();
    Capture capture = target(settings, world, patience);
    if (!wanted.sides().containsAll(EnumSet.allOf(Side.class))) {
      capture = new OneSidedCapture(capture, wanted.sides());
    }
    if (wanted.percent() < 100) {
      capture = new SampledCapture(capture, wanted.percent(), world.random());
    }
    return capture;
  }

  private static Capture target(Settings settings, Surroundings world, Patience patience) {
    Ledger ledger = new Ledger(settings, world.clock(), world.out());
    return switch (settings.capture().target()) {
      case Target.Off() -> new NoCapture();
      case Target.Log() -> new LogCapture(ledger, world.out());
      case Target.Folder(Path folder) ->
          new FolderCapture(
              folder.resolve(settings.endpoint()).resolve(settings.variant()),
              world.random(),
              ledger);
      case Target.Sync(String stream) ->
          new FirehoseCapture(new FirehoseDelivery(stream, world, ledger, patience), ledger);
      case Target.Buffered(String stream) ->
          buffered(
              settings, world, ledger, () -> new FirehoseDelivery(stream, world, ledger, patience));
    };
  }

  private static Capture buffered(
      Settings settings, Surroundings world, Ledger ledger, Supplier<Delivery> connect) {
    BufferedCapture capture = new BufferedCapture(connect, ledger, BufferedCapture.MOST_BYTES);
    String runtimeApi = settings.platform().runtimeApi();
    if (runtimeApi.isEmpty() || settings.platform().concurrent()) {
      Background.start(capture, world);
    } else {
      AfterReply.start(capture, runtimeApi, world);
    }
    // With an extension registered Lambda sends SIGTERM and leaves some 500 ms.
    Runtime.getRuntime().addShutdownHook(new Thread(capture::close, "treeline-capture-end"));
    return capture;
  }
}
