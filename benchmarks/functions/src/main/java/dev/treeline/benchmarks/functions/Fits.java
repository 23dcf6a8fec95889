package dev.treeline.benchmarks.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// How many rows one invocation carries: the largest number of equal rows whose event is no longer
/// than Lambda takes and which the handler answers with 200, by bisection.
///
/// Arguments: the handler's class, one row as JSON such as `[3.5, 1.2]`. Prints the number of rows,
/// the bytes of that event and of its reply, and the status that one row more gets.
public final class Fits {
  private static final int MOST_BYTES = 6_291_556;

  private Fits() {}

  /// See above.
  public static void main(String[] args) throws Exception {
    var out = System.out;
    System.setOut(System.err);
    RequestStreamHandler handler =
        (RequestStreamHandler) Class.forName(args[0]).getConstructor().newInstance();
    int fits = 1;
    int tooMany = MOST_BYTES;
    while (tooMany - fits > 1) {
      int rows = (fits + tooMany) >>> 1;
      byte[] event = (long) rows * args[1].length() > MOST_BYTES ? null : event(args[1], rows);
      if (event == null || event.length > MOST_BYTES || !answered(handler, event)) {
        tooMany = rows;
      } else {
        fits = rows;
      }
    }
    byte[] event = event(args[1], fits);
    byte[] more = event(args[1], tooMany);
    out.printf(
        "%d %d %d %s%n",
        fits,
        event.length,
        call(handler, event).length,
        more.length > MOST_BYTES ? "longer_than_Lambda_takes" : status(call(handler, more)));
  }

  private static byte[] event(String row, int rows) {
    StringBuilder text = new StringBuilder(rows * (row.length() + 1) + 500);
    text.append(
        "{\"version\":\"2.0\",\"rawPath\":\"/invocations\",\"headers\":{\"content-type\":\"application/json\"},"
            + "\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/invocations\"},\"stage\":\"$default\"},"
            + "\"isBase64Encoded\":false,\"body\":\"{\\\"inputs\\\":[");
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? "" : ",").append(row);
    }
    return text.append("]}\"}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean answered(RequestStreamHandler handler, byte[] event) throws IOException {
    byte[] reply = call(handler, event);
    return reply.length <= MOST_BYTES && status(reply).equals("200");
  }

  private static String status(byte[] reply) {
    String start = new String(reply, 0, Math.min(reply.length, 40), StandardCharsets.UTF_8);
    return start.replaceFirst("^\\{\"statusCode\":(\\d+).*$", "$1");
  }

  private static byte[] call(RequestStreamHandler handler, byte[] event) throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream(1024);
    handler.handleRequest(new ByteArrayInputStream(event), reply, null);
    return reply.toByteArray();
  }
}
