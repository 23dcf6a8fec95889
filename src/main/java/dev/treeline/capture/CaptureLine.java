package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One scored request as SageMaker's Data Capture writes it: one JSON object on one line.
///
/// @param input what was asked; null when the capture options leave it out
/// @param output what was answered; null when the capture options leave it out
/// @param eventId unique per request
/// @param inferenceId the caller's id, null when none was sent
/// @param customAttributes the caller's attributes, empty when none were sent
/// @param inferenceTime when the request was scored, to the second in the file
/// @param answered what answered; ours, extra keys in `eventMetadata` that SageMaker's readers pass
///   over
public record CaptureLine(
    @Nullable Side input,
    @Nullable Side output,
    String eventId,
    @Nullable String inferenceId,
    List<String> customAttributes,
    Instant inferenceTime,
    Answered answered) {

  public CaptureLine {
    customAttributes = List.copyOf(customAttributes);
  }

  /// A line that knows no more of its model than the version.
  public CaptureLine(
      @Nullable Side input,
      @Nullable Side output,
      String eventId,
      @Nullable String inferenceId,
      List<String> customAttributes,
      Instant inferenceTime,
      String modelVersion) {
    this(
        input,
        output,
        eventId,
        inferenceId,
        customAttributes,
        inferenceTime,
        new Answered("", modelVersion, ""));
  }

  /// What answered a request; each part is empty when it is not known, and then not written.
  ///
  /// @param modelName as requests name the model
  /// @param modelVersion which version of it
  /// @param baselineDigest of the baseline that the model was deployed with
  public record Answered(String modelName, String modelVersion, String baselineDigest) {
    /// Nothing is known: lines that SageMaker wrote, and those whose settings leave it out.
    public static final Answered UNKNOWN = new Answered("", "", "");
  }

  /// Reads one line, with or without its line end. Accepts what SageMaker writes: keys in any
  /// order, unknown keys, missing sides, `batchTransformOutput` for the output.
  ///
  /// @param line UTF-8
  /// @throws CaptureFormatException if it is no capture line
  public static CaptureLine read(byte[] line) {
    return LineReader.read(line, 0, line.length);
  }

  /// The line in UTF-8 with its line end, in SageMaker's order of keys. Characters beyond the basic
  /// plane are escaped, half surrogate pairs too, so that every text can be written.
  public byte[] write() {
    return LineWriter.write(this);
  }

  /// Writes the line with its line end; the stream stays open.
  public void write(OutputStream out) throws IOException {
    out.write(write());
  }

  /// The same line with no other sides than these.
  public CaptureLine only(Set<CaptureSettings.Side> sides) {
    return with(
        sides.contains(CaptureSettings.Side.INPUT) ? input : null,
        sides.contains(CaptureSettings.Side.OUTPUT) ? output : null);
  }

  /// The same line with other sides.
  CaptureLine with(@Nullable Side otherInput, @Nullable Side otherOutput) {
    return new CaptureLine(
        otherInput, otherOutput, eventId, inferenceId, customAttributes, inferenceTime, answered);
  }

  /// The same line without a word on what answered.
  CaptureLine withoutAnswered() {
    return new CaptureLine(
        input, output, eventId, inferenceId, customAttributes, inferenceTime, Answered.UNKNOWN);
  }

  /// One side of a captured request.
  ///
  /// @param contentType as observed, parameters and all; empty when there was none
  /// @param data the body as text, or in Base64, as `encoding` says
  /// @param encoding how `data` holds the body
  /// @param extent how much of the body `data` holds
  public record Side(String contentType, String data, Encoding encoding, Extent extent) {

    /// A side with all of its body.
    public Side(String contentType, String data, Encoding encoding) {
      this(contentType, data, encoding, Extent.WHOLE);
    }

    /// Holds a body as SageMaker would by default: `text/csv` and `application/json` as text,
    /// anything else in Base64. Parameters after `;` are kept and do not count. A body that claims
    /// to be text and is not UTF-8 goes into Base64 too, so that [#body()] always gives back what
    /// came. Other lists of types are a setting, which the capture that takes the line applies.
    public static Side of(String contentType, byte[] body) {
      return Encodings.USUAL.side(contentType, body);
    }

    /// The body's bytes; the first of them where the side was truncated, none where it was redacted
    /// whole.
    ///
    /// @throws CaptureFormatException if `data` should be Base64 and is not
    public byte[] body() {
      return switch (encoding) {
        case CSV, JSON -> data.getBytes(StandardCharsets.UTF_8);
        case BASE64 -> {
          try {
            yield Base64.getDecoder().decode(data);
          } catch (IllegalArgumentException e) {
            throw new CaptureFormatException("data", e.getMessage() + "", "Base64");
          }
        }
      };
    }
  }

  /// How a captured body is held.
  public enum Encoding {
    /// Text of type `text/csv`.
    CSV,
    /// Text of type `application/json`.
    JSON,
    /// Anything else.
    BASE64
  }

  /// How much of a body was kept.
  public enum Extent {
    /// All of it; single values may have been redacted.
    WHOLE,
    /// Its beginning: the line would have been too long. Written as `"truncated":true`.
    TRUNCATED,
    /// Nothing: something in it was to be redacted, and it could not be told where. Written as
    /// `"redacted":true`.
    REDACTED
  }
}
