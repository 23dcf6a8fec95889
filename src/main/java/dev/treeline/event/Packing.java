package dev.treeline.event;

import java.util.Optional;

/// Decides which replies travel in gzip.
///
/// API Gateway does not compress what HTTP API carries, so the function does. Compressed bytes
/// travel to the gateway in Base64, a third longer, and cost about 5 µs a KiB to make; so a reply
/// is compressed from [#LEAST] bytes on, where it would fill more than one packet, and only if its
/// Base64 is shorter than what it replaces. REST API would hand the Base64 to a caller unless the
/// API names `binaryMediaTypes`, and compresses by itself (`minimumCompressionSize`): replies to it
/// stay as they are. A bare reply has no header to say so.
final class Packing {
  /// Bytes of the shortest body that is compressed.
  static final int LEAST = 2_048;

  private Packing() {}

  /// The reply as it travels to this caller.
  static Reply packed(HttpRequest request, Reply reply) {
    if (reply.body().length < LEAST || reply.packed()) {
      return reply;
    }
    boolean can =
        switch (request.shape()) {
          case HTTP_API, LOAD_BALANCER, DIRECT_BATCH -> true;
          case REST_API, DIRECT -> false;
        };
    if (!can || reply.header("Content-Encoding").isPresent()) {
      return reply;
    }
    Reply varied = reply.with("Vary", vary(reply.header("Vary")));
    if (!takesGzip(request.header("accept-encoding").orElse(""))) {
      return varied.over(reply.body(), reply.binary());
    }
    byte[] packed = Gzip.pack(reply.body());
    long travels = 4 * ((packed.length + 2L) / 3);
    long before = reply.binary() ? 4 * ((reply.body().length + 2L) / 3) : reply.body().length;
    return travels < before
        ? varied.with("Content-Encoding", "gzip").over(packed, true)
        : varied.over(reply.body(), reply.binary());
  }

  private static String vary(Optional<String> before) {
    return before.isEmpty() ? "Accept-Encoding" : before.get() + ", Accept-Encoding";
  }

  /// Whether an `Accept-Encoding` (RFC 9110, section 12.5.3) takes gzip: by name, or else by `*`,
  /// with a weight that is not zero.
  static boolean takesGzip(String header) {
    boolean any = false;
    int from = 0;
    while (from < header.length()) {
      int comma = header.indexOf(',', from);
      int end = comma < 0 ? header.length() : comma;
      int semicolon = header.indexOf(';', from);
      int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      String name = header.substring(from, nameEnd).strip();
      boolean wanted = !isZero(header.substring(nameEnd, end));
      if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")) {
        return wanted;
      }
      any |= wanted && name.equals("*");
      from = end + 1;
    }
    return any;
  }

  /// Whether `;q=0` stands there, with any number of zeros behind a point.
  private static boolean isZero(String parameters) {
    String bare = parameters.replace(" ", "");
    if (!bare.startsWith(";q=0") && !bare.startsWith(";Q=0")) {
      return false;
    }
    for (int i = 4; i < bare.length(); i++) {
      if (bare.charAt(i) != '0' && bare.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }
}
