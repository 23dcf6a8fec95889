package dev.treeline.capture;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one capture line, whatever the order of its keys. Refusals name the path of the key.
final class LineReader {
  // A line's length is bounded before it gets here; texts in it need no bound of their own.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser json;
  private @Nullable Side input;
  private @Nullable Side output;
  private boolean captured;
  private @Nullable String eventId;
  private @Nullable String inferenceId;
  private @Nullable Instant inferenceTime;
  private String modelName = "";
  private String modelVersion = "";
  private String baselineDigest = "";
  private List<String> customAttributes = List.of();

  private LineReader(JsonParser json) {
    this.json = json;
  }

  static CaptureLine read(byte[] line, int offset, int length) {
    try (JsonParser json = JSON.createParser(line, offset, length)) {
      return new LineReader(json).line();
    } catch (IOException e) {
      // Only the text itself can fail here: the source is in memory.
      throw new CaptureFormatException("$", reason(e), "one JSON object");
    }
  }

  private static String reason(IOException e) {
    String message =
        e instanceof JacksonException j
            ? j.getOriginalMessage() + " (column " + column(j) + ")"
            : String.valueOf(e.getMessage());
    return message;
  }

  private static String column(JacksonException e) {
    return e.getLocation() == null ? "?" : String.valueOf(e.getLocation().getColumnNr());
  }

  private CaptureLine line() throws IOException {
    json.nextToken();
    object(this::topKey);
    if (json.nextToken() != null) {
      throw new CaptureFormatException("$", "more after the object", "the end of the line");
    }
    if (!captured) {
      throw missing("$.captureData");
    }
    if (eventId == null) {
      throw missing("$.eventMetadata.eventId");
    }
    if (inferenceTime == null) {
      throw missing("$.eventMetadata.inferenceTime");
    }
    return new CaptureLine(
        input,
        output,
        eventId,
        inferenceId,
        customAttributes,
        inferenceTime,
        new Answered(modelName, modelVersion, baselineDigest));
  }

  private void topKey(String key) throws IOException {
    switch (key) {
      case "captureData" -> {
        captured = true;
        object(this::captureKey);
      }
      case "eventMetadata" -> object(this::metadataKey);
      default -> json.skipChildren();
    }
  }

  private void captureKey(String key) throws IOException {
    switch (key) {
      case "endpointInput" -> input = side();
      case "endpointOutput", "batchTransformOutput" -> output = side();
      default -> json.skipChildren();
    }
  }

  private void metadataKey(String key) throws IOException {
    switch (key) {
      case "eventId" -> eventId = text();
      case "inferenceId" -> inferenceId = textOrNull();
      case "inferenceTime" -> inferenceTime = time();
      case "modelName" -> modelName = textOrEmpty();
      case "modelVersion" -> modelVersion = textOrEmpty();
      case "baselineDigest" -> baselineDigest = textOrEmpty();
      case "customAttributes" -> customAttributes = texts();
      default -> json.skipChildren();
    }
  }

  private @Nullable Side side() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    String place = place();
    SideKeys keys = new SideKeys();
    object(keys::key);
    if (keys.data == null) {
      throw missing(place + ".data");
    }
    if (keys.encoding == null) {
      throw missing(place + ".encoding");
    }
    return new Side(keys.contentType, keys.data, keys.encoding, keys.extent);
  }

  /// The keys of one side as they come.
  private final class SideKeys {
    private String contentType = "";
    private @Nullable String data;
    private @Nullable Encoding encoding;
    private Extent extent = Extent.WHOLE;

    void key(String key) throws IOException {
      switch (key) {
        case "observedContentType" -> contentType = textOrEmpty();
        case "data" -> data = text();
        case "encoding" -> encoding = encoding();
        case "truncated" -> extent = flag() ? Extent.TRUNCATED : extent;
        case "redacted" -> extent = flag() ? Extent.REDACTED : extent;
        default -> json.skipChildren();
      }
    }
  }

  private Encoding encoding() throws IOException {
    String text = text();
    return switch (text) {
      case "CSV" -> Encoding.CSV;
      case "JSON" -> Encoding.JSON;
      case "BASE64" -> Encoding.BASE64;
      default -> throw new CaptureFormatException(place(), quoted(text), "CSV, JSON or BASE64");
    };
  }

  private Instant time() throws IOException {
    String text = text();
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new CaptureFormatException(
          place(), quoted(text), "a time such as \"2022-04-18T00:21:48Z\"");
    }
  }

  private List<String> texts() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(JsonToken.START_ARRAY, "an array of texts");
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text());
    }
    return texts;
  }

  private @Nullable String textOrNull() throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : text();
  }

  private String textOrEmpty() throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? "" : text();
  }

  private boolean flag() {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      case null, default ->
          throw new CaptureFormatException(place(), name(json.currentToken()), "true or false");
    };
  }

  private String text() throws IOException {
    expect(JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  /// Hands over every key of the object that starts here, standing on the key's value.
  private void object(KeyReader keys) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      keys.read(key);
    }
  }

  private interface KeyReader {
    void read(String key) throws IOException;
  }

  private void expect(JsonToken token, String expected) {
    JsonToken found = json.currentToken();
    if (found != token) {
      throw new CaptureFormatException(place(), name(found), expected);
    }
  }

  private static String name(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> token.asString();
    };
  }

  /// The path of the value at hand, such as `$.eventMetadata.eventId`.
  private String place() {
    return "$" + json.getParsingContext().pathAsPointer().toString().replace('/', '.');
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
  }

  private static CaptureFormatException missing(String place) {
    return new CaptureFormatException(place, "nothing", "a value");
  }
}
