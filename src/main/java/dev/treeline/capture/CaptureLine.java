package dev.treeline.capture;

import dev.treeline.settings.CaptureSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
/// @param modelVersion which model answered; ours, an extra key in `eventMetadata` that SageMaker's
///   readers pass over; null in lines that others wrote
public record CaptureLine(
    @Nullable Side input,
    @Nullable Side output,
    String eventId,
    @Nullable String inferenceId,
    List<String> customAttributes,
    Instant inferenceTime,
    @Nullable String modelVersion) {

  public CaptureLine {
    customAttributes = List.copyOf(customAttributes);
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
    return new CaptureLine(
        sides.contains(CaptureSettings.Side.INPUT) ? input : null,
        sides.contains(CaptureSettings.Side.OUTPUT) ? output : null,
        eventId,
        inferenceId,
        customAttributes,
        inferenceTime,
        modelVersion);
  }

  /// One side of a captured request.
  ///
  /// @param contentType as observed, parameters and all; empty when there was none
  /// @param data the body as text, or in Base64, as `encoding` says
  /// @param encoding how `data` holds the body
  public record Side(String contentType, String data, Encoding encoding) {

    /// Holds a body as SageMaker would: `text/csv` and `application/json` as text, anything else in
    /// Base64. Parameters after `;` are kept and do not count. A body that claims to be text and is
    /// not UTF-8 goes into Base64 too, so that [#body()] always gives back what came.
    public static Side of(String contentType, byte[] body) {
      Encoding encoding =
          switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "text/csv" -> Encoding.CSV;
            case "application/json" -> Encoding.JSON;
            default -> Encoding.BASE64;
          };
      if (encoding != Encoding.BASE64) {
        try {
          String text =
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
          return new Side(contentType, text, encoding);
        } catch (CharacterCodingException _) {
          // Not the text it claims to be.
        }
      }
      return new Side(contentType, Base64.getEncoder().encodeToString(body), Encoding.BASE64);
    }

    /// The body's bytes.
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
}
