package dev.treeline.event;

/// HTTP statuses in words, as load balancers want them.
final class StatusText {
  private StatusText() {}

  /// The status and its words (RFC 9110, section 15), such as `200 OK`.
  static String of(int status) {
    return status + " " + words(status);
  }

  private static String words(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 411 -> "Length Required";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 424 -> "Failed Dependency";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 507 -> "Insufficient Storage";
      // The class says what the words would.
      default -> status < 300 ? "OK" : status < 400 ? "Found" : status < 500 ? "Refused" : "Failed";
    };
  }
}
