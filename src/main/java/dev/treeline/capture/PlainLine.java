package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// A capture line of the commonest kind, found in its bytes without decoding any of them: CSV in,
/// CSV out or nothing, in exactly the layout of [LineWriter], plain ASCII throughout.
///
/// Whatever is in any way different is not found (another order of keys, white space, an escape
/// other than `\n` in the data, JSON, Base64, cut or redacted sides, custom attributes) and is for
/// [CaptureLine#read]. What is found says the same as that does: see [#line()]. One instance is
/// used again and again, and refers to the bytes that it was given last. Not thread-safe.
public final class PlainLine {
  private static final byte[] INPUT = ascii("{\"captureData\":{\"endpointInput\":{");
  private static final byte[] OUTPUT = ascii(",\"endpointOutput\":{");
  private static final byte[] TYPE = ascii("\"observedContentType\":\"text/csv\",");
  private static final byte[] UTF8_TYPE =
      ascii("\"observedContentType\":\"text/csv; charset=utf-8\",");
  private static final byte[] INPUT_DATA = ascii("\"mode\":\"INPUT\",\"data\":\"");
  private static final byte[] OUTPUT_DATA = ascii("\"mode\":\"OUTPUT\",\"data\":\"");
  private static final byte[] CSV = ascii("\"encoding\":\"CSV\"}");
  private static final byte[] METADATA = ascii("},\"eventMetadata\":{\"eventId\":\"");
  private static final byte[] INFERENCE_ID = ascii("\"inferenceId\":\"");
  private static final byte[] TIME = ascii("\"inferenceTime\":\"");
  private static final byte[] VERSION = ascii(",\"modelVersion\":\"");
  private static final byte[] NAME = ascii(",\"modelName\":\"");
  private static final byte[] DIGEST = ascii(",\"baselineDigest\":\"");
  private static final byte[] END = ascii("},\"eventVersion\":\"0\"}");

  private static final int NONE = -1;

  private final PlainTime time = new PlainTime();
  private final PlainText modelVersion = new PlainText();
  private final PlainText modelName = new PlainText();
  private final PlainText baselineDigest = new PlainText();
  private byte[] bytes = {};
  private int at;
  private int to;
  private boolean inputSaysUtf8;
  private boolean outputSaysUtf8;
  private int inputStart;
  private int inputEnd;
  private int outputStart;
  private int outputEnd;
  private int idStart;
  private int idEnd;
  private int inferenceIdStart;
  private int inferenceIdEnd;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Looks at the bytes from `from` up to `end`, without line end.
  ///
  /// @return whether they are such a line; if not, nothing else here means anything
  boolean find(byte[] line, int from, int end) {
    bytes = line;
    at = from;
    to = end;
    return skip(INPUT) && input() && output() && metadata() && skip(END) && at == to;
  }

  private boolean input() {
    inputSaysUtf8 = !skip(TYPE);
    if ((inputSaysUtf8 && !skip(UTF8_TYPE)) || !skip(INPUT_DATA)) {
      return false;
    }
    inputStart = at;
    inputEnd = data();
    return inputEnd != NONE && skip(CSV);
  }

  private boolean output() {
    outputStart = NONE;
    outputEnd = NONE;
    if (!skip(OUTPUT)) {
      return true;
    }
    outputSaysUtf8 = !skip(TYPE);
    if ((outputSaysUtf8 && !skip(UTF8_TYPE)) || !skip(OUTPUT_DATA)) {
      return false;
    }
    outputStart = at;
    outputEnd = data();
    return outputEnd != NONE && skip(CSV);
  }

  private boolean metadata() {
    if (!skip(METADATA)) {
      return false;
    }
    idStart = at;
    idEnd = text();
    inferenceIdStart = NONE;
    if (idEnd == NONE || !skip((byte) ',')) {
      return false;
    }
    if (skip(INFERENCE_ID)) {
      inferenceIdStart = at;
      inferenceIdEnd = text();
      if (inferenceIdEnd == NONE || !skip((byte) ',')) {
        return false;
      }
    }
    return skip(TIME)
        && time()
        && known(VERSION, modelVersion)
        && known(NAME, modelName)
        && known(DIGEST, baselineDigest);
  }

  private boolean time() {
    int start = at;
    int end = text();
    return end - start == PlainTime.LENGTH && time.read(bytes, start);
  }

  /// Reads a key that may be missing.
  private boolean known(byte[] key, PlainText value) {
    if (!skip(key)) {
      value.clear();
      return true;
    }
    int start = at;
    int end = text();
    if (end == NONE) {
      return false;
    }
    value.set(bytes, start, end);
    return true;
  }

  private boolean skip(byte b) {
    if (at < to && bytes[at] == b) {
      at++;
      return true;
    }
    return false;
  }

  private boolean skip(byte[] expected) {
    int end = at + expected.length;
    if (end > to || Arrays.mismatch(bytes, at, end, expected, 0, expected.length) >= 0) {
      return false;
    }
    at = end;
    return true;
  }

  /// Passes over a text and the quote behind it.
  ///
  /// @return where the text ends, or [#NONE] where it is not plain
  private int text() {
    byte[] line = bytes;
    for (int i = at; i < to; i++) {
      byte b = line[i];
      if (b == '"') {
        at = i + 1;
        return i;
      }
      if (b < ' ' || b == '\\') { // bytes of other characters than ASCII's are negative
        return NONE;
      }
    }
    return NONE;
  }

  /// The same for data, in which line ends are escaped, and for the comma behind its quote.
  private int data() {
    byte[] line = bytes;
    for (int i = at; i < to; i++) {
      byte b = line[i];
      if (b == '"') {
        at = i + 1;
        return skip((byte) ',') ? i : NONE;
      }
      if (b < ' ') {
        return NONE;
      }
      if (b == '\\' && (++i == to || line[i] != 'n')) {
        return NONE;
      }
    }
    return NONE;
  }

  /// The bytes that the positions here count in; to be read only, and only until the next line.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the request's body starts. In it, a line end is the two characters `\n`.
  public int inputStart() {
    return inputStart;
  }

  /// Where the request's body ends.
  public int inputEnd() {
    return inputEnd;
  }

  /// Whether the line holds a reply.
  public boolean hasOutput() {
    return outputStart != NONE;
  }

  /// Where the reply's body starts; see [#inputStart()].
  public int outputStart() {
    return outputStart;
  }

  /// Where the reply's body ends.
  public int outputEnd() {
    return outputEnd;
  }

  /// Where the event's id starts.
  public int idStart() {
    return idStart;
  }

  /// Where the event's id ends.
  public int idEnd() {
    return idEnd;
  }

  /// When the request was scored, in seconds since 1970.
  public long epochSecond() {
    return time.epochSecond();
  }

  /// Which version of the model answered; empty when the line does not say.
  public String modelVersion() {
    return modelVersion.text();
  }

  /// The digest of the baseline that the model was deployed with; empty when the line does not say.
  public String baselineDigest() {
    return baselineDigest.text();
  }

  /// The whole line, decoded.
  public CaptureLine line() {
    return new CaptureLine(
        side(inputSaysUtf8, inputStart, inputEnd),
        hasOutput() ? side(outputSaysUtf8, outputStart, outputEnd) : null,
        string(idStart, idEnd),
        inferenceIdStart == NONE ? null : string(inferenceIdStart, inferenceIdEnd),
        List.of(),
        Instant.ofEpochSecond(time.epochSecond()),
        new Answered(modelName.text(), modelVersion.text(), baselineDigest.text()));
  }

  private Side side(boolean saysUtf8, int start, int end) {
    String type = saysUtf8 ? "text/csv; charset=utf-8" : "text/csv";
    return new Side(type, string(start, end).replace("\\n", "\n"), Encoding.CSV);
  }

  private String string(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }
}
