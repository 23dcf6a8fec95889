package dev.treeline.payload;

import java.util.Optional;

/// The forms in which the SageMaker XGBoost container answers.
public enum ReplyFormat {
  /// A line a row.
  CSV("text/csv", "text/csv; charset=utf-8"),
  /// One document of all rows.
  JSON("application/json", "application/json"),
  /// A document a row, each on a line of its own.
  JSON_LINES("application/jsonlines", "application/jsonlines"),
  /// A frame a row: Amazon's `Record` protocol buffer in RecordIO.
  RECORDIO("application/x-recordio-protobuf", "application/x-recordio-protobuf");

  private final String type;
  private final String contentType;

  ReplyFormat(String type, String contentType) {
    this.type = type;
    this.contentType = contentType;
  }

  /// The format of that name, if there is one.
  public static Optional<ReplyFormat> of(MediaType accepted) {
    String name = accepted.name();
    for (ReplyFormat format : values()) {
      if (format.type.equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /// The reply's `Content-Type`; as in the container, CSV says its charset.
  public String contentType() {
    return contentType;
  }
}
