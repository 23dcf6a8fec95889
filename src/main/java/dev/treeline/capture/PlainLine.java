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
  private static final String TYPE = "\"observedContentType\":\"text/csv\",";
  private static final String UTF8_TYPE = "\"observedContentType\":\"text/csv; charset=utf-8\",";
  private static final String INPUT = "{\"captureData\":{\"endpointInput\":{";
  private static final String INPUT_DATA = "\"mode\":\"INPUT\",\"data\":\"";
  private static final String CSV = ",\"encoding\":\"CSV\"}";
  private static final String OUTPUT = CSV + ",\"endpointOutput\":{";
  private static final String OUTPUT_DATA = "\"mode\":\"OUTPUT\",\"data\":\"";

  /// A text of the line, with what stands before it.
  ///
  /// @param slot where its place is kept
  /// @param isData whether line ends may stand in it, escaped
  private record Part(int slot, boolean isNeeded, boolean isData, List<Literal> before) {
    static Part of(int slot, boolean isNeeded, boolean isData, String... before) {
      return new Part(slot, isNeeded, isData, Arrays.stream(before).map(Literal::of).toList());
    }
  }

  private static final int INPUT_SLOT = 0;
  private static final int OUTPUT_SLOT = 1;
  private static final int ID = 2;
  private static final int INFERENCE_ID = 3;
  private static final int TIME = 4;
  private static final int VERSION = 5;
  private static final int NAME = 6;
  private static final int DIGEST = 7;

  // All texts in their order; one loop over them is far less machine code than a look at each.
  private static final List<Part> PARTS =
      List.of(
          Part.of(
              INPUT_SLOT, true, true, INPUT + TYPE + INPUT_DATA, INPUT + UTF8_TYPE + INPUT_DATA),
          Part.of(
              OUTPUT_SLOT,
              false,
              true,
              OUTPUT + TYPE + OUTPUT_DATA,
              OUTPUT + UTF8_TYPE + OUTPUT_DATA),
          Part.of(ID, true, false, CSV + "},\"eventMetadata\":{\"eventId\":\""),
          Part.of(INFERENCE_ID, false, false, ",\"inferenceId\":\""),
          Part.of(TIME, true, false, ",\"inferenceTime\":\""),
          Part.of(VERSION, false, false, ",\"modelVersion\":\""),
          Part.of(NAME, false, false, ",\"modelName\":\""),
          Part.of(DIGEST, false, false, ",\"baselineDigest\":\""));

  private static final Literal END = Literal.of("},\"eventVersion\":\"0\"}");

  private static final int NONE = -1;

  private final PlainTime time = new PlainTime();
  private final PlainText modelVersion = new PlainText();
  private final PlainText modelName = new PlainText();
  private final PlainText baselineDigest = new PlainText();
  // Of each part: which of the texts before it was found, and where it starts and ends.
  private final int[] found = new int[PARTS.size()];
  private final int[] starts = new int[PARTS.size()];
  private final int[] ends = new int[PARTS.size()];
  private byte[] bytes = {};
  private int at;
  private int to;

  /// Looks at the bytes from `from` up to `end`, without line end.
  ///
  /// @return whether they are such a line; if not, nothing else here means anything
  boolean find(byte[] line, int from, int end) {
    bytes = line;
    at = from;
    to = end;
    for (int i = 0; i < PARTS.size(); i++) {
      Part part = PARTS.get(i);
      starts[part.slot()] = NONE;
      if (skip(part) ? !text(part) : part.isNeeded()) {
        return false;
      }
    }
    if (at + END.length() != to || !END.isAt(bytes, at) || !time()) {
      return false;
    }
    set(modelVersion, VERSION);
    set(modelName, NAME);
    set(baselineDigest, DIGEST);
    return true;
  }

  /// Passes over what stands before a text.
  private boolean skip(Part part) {
    for (int i = 0; i < part.before().size(); i++) {
      Literal literal = part.before().get(i);
      if (at + literal.length() <= to && literal.isAt(bytes, at)) {
        at += literal.length();
        found[part.slot()] = i;
        return true;
      }
    }
    return false;
  }

  /// Passes over a text and the quote behind it.
  private boolean text(Part part) {
    int i = Bytes.notPlain(bytes, at, to);
    while (part.isData() && i + 1 < to && bytes[i] == '\\' && bytes[i + 1] == 'n') {
      i = Bytes.notPlain(bytes, i + 2, to);
    }
    starts[part.slot()] = at;
    ends[part.slot()] = i;
    at = i + 1;
    return i < to && bytes[i] == '"';
  }

  private boolean time() {
    return ends[TIME] - starts[TIME] == PlainTime.LENGTH && time.read(bytes, starts[TIME]);
  }

  private void set(PlainText value, int slot) {
    if (starts[slot] == NONE) {
      value.clear();
    } else {
      value.set(bytes, starts[slot], ends[slot]);
    }
  }

  /// The bytes that the positions here count in; to be read only, and only until the next line.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the request's body starts. In it, a line end is the two characters `\n`.
  public int inputStart() {
    return starts[INPUT_SLOT];
  }

  /// Where the request's body ends.
  public int inputEnd() {
    return ends[INPUT_SLOT];
  }

  /// Whether the line holds a reply.
  public boolean hasOutput() {
    return starts[OUTPUT_SLOT] != NONE;
  }

  /// Where the reply's body starts; see [#inputStart()].
  public int outputStart() {
    return starts[OUTPUT_SLOT];
  }

  /// Where the reply's body ends.
  public int outputEnd() {
    return ends[OUTPUT_SLOT];
  }

  /// Where the event's id starts.
  public int idStart() {
    return starts[ID];
  }

  /// Where the event's id ends.
  public int idEnd() {
    return ends[ID];
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
        side(INPUT_SLOT),
        hasOutput() ? side(OUTPUT_SLOT) : null,
        string(ID),
        starts[INFERENCE_ID] == NONE ? null : string(INFERENCE_ID),
        List.of(),
        Instant.ofEpochSecond(time.epochSecond()),
        new Answered(modelName.text(), modelVersion.text(), baselineDigest.text()));
  }

  private Side side(int slot) {
    String type = found[slot] == 0 ? "text/csv" : "text/csv; charset=utf-8";
    return new Side(type, string(slot).replace("\\n", "\n"), Encoding.CSV);
  }

  private String string(int slot) {
    int length = ends[slot] - starts[slot];
    return new String(bytes, starts[slot], length, StandardCharsets.US_ASCII);
  }
}
