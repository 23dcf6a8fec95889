package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings;
import dev.treeline.settings.CaptureSettings.Content;
import dev.treeline.settings.CaptureSettings.Sampling;

/// Passes on what the settings keep of the traffic: some of the requests, and of those what may
/// leave. A line that is not passed on was not offered.
public final class SelectedCapture implements Capture {
  private final Capture kept;
  private final Sampling sampling;
  private final Content content;
  private final Encodings encodings;
  private final boolean usualEncodings;
  private final Redactor redactor;
  private final Ledger ledger;

  /// @param kept takes what is kept
  SelectedCapture(Capture kept, CaptureSettings settings, Redactor redactor, Ledger ledger) {
    this.kept = kept;
    this.sampling = settings.sampling();
    this.content = settings.content();
    this.encodings = new Encodings(content.csvTypes(), content.jsonTypes());
    this.usualEncodings = encodings.equals(Encodings.USUAL);
    this.redactor = redactor;
    this.ledger = ledger;
  }

  @Override
  public boolean wants(String eventId) {
    return Sample.keeps(eventId, sampling.percent()) && kept.wants(eventId);
  }

  @Override
  public boolean optsOut(String header) {
    if (sampling.optOut() && header.strip().equalsIgnoreCase("off")) {
      ledger.add(Ledger.Event.OPTED_OUT);
      return true;
    }
    return false;
  }

  @Override
  public void accept(CaptureLine line) {
    if (!wants(line.eventId())) {
      return;
    }
    CaptureLine left = content.sides().size() == 2 ? line : line.only(content.sides());
    if (!usualEncodings) {
      left =
          left.with(
              left.input() == null ? null : encodings.again(left.input()),
              left.output() == null ? null : encodings.again(left.output()));
    }
    left = redactor.redact(left);
    kept.accept(content.metadata() ? left : left.withoutAnswered());
  }

  @Override
  public void invocationDone(String requestId) {
    kept.invocationDone(requestId);
    ledger.tellLeftOut();
  }

  @Override
  public void suspend() {
    kept.suspend();
  }

  @Override
  public void resume() {
    kept.resume();
  }

  @Override
  public Counts counts() {
    return kept.counts();
  }

  @Override
  public void close() {
    kept.close();
  }
}
