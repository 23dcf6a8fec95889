package dev.treeline.event;

import org.jspecify.annotations.Nullable;

/// The query of a request, decoded when somebody asks.
///
/// @param parameters by name
/// @param encoded whether they are percent-encoded still, as load balancers leave them
/// @param raw the query as sent, for an event that brings nothing else; percent-encoded
record Query(Fields parameters, boolean encoded, String raw) {
  static final Query NONE = new Query(Fields.NONE, false, "");

  /// The values under a name, joined by commas; null when there is none.
  @Nullable String value(String name) {
    return parameters.isEmpty() && !raw.isEmpty() ? sent(name) : parameters.value(name, encoded);
  }

  private @Nullable String sent(String name) {
    StringBuilder all = null;
    int from = 0;
    while (from <= raw.length()) {
      int end = raw.indexOf('&', from) < 0 ? raw.length() : raw.indexOf('&', from);
      int equals = raw.indexOf('=', from);
      int middle = equals < 0 || equals > end ? end : equals;
      if (PercentText.ofQuery(raw.substring(from, middle)).equals(name)) {
        String value = PercentText.ofQuery(raw.substring(Math.min(middle + 1, end), end));
        all = all == null ? new StringBuilder(value) : all.append(',').append(value);
      }
      from = end + 1;
    }
    return all == null ? null : all.toString();
  }
}
