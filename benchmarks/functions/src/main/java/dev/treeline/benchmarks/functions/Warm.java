package dev.treeline.benchmarks.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What one warm call of a handler takes, from the event's bytes to the reply's, in the calling
/// thread: `handleRequest` over and over, in one JVM.
///
/// Arguments: the handler's class, the file of the event, calls to warm up, calls to measure.
/// Prints the median and the 99th percentile by the clock and the mean of processor time, in
/// microseconds, and the reply's bytes. The handler's own lines go to standard error.
public final class Warm {
  private Warm() {}

  /// See above.
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    byte[] event = Files.readAllBytes(Path.of(args[1]));
    RequestStreamHandler handler =
        (RequestStreamHandler) Class.forName(args[0]).getConstructor().newInstance();
    byte[] reply = call(handler, event);
    String text = new String(reply, StandardCharsets.UTF_8);
    if (!text.contains("\"statusCode\":200")) {
      throw new IllegalStateException("not answered: " + text);
    }
    for (int i = Integer.parseInt(args[2]); i > 0; i--) {
      call(handler, event);
    }
    long[] nanos = new long[Integer.parseInt(args[3])];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long processor = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      call(handler, event);
      nanos[i] = System.nanoTime() - start;
    }
    processor = threads.getCurrentThreadCpuTime() - processor;
    Arrays.sort(nanos);
    out.printf(
        "%.3f %.3f %.3f %d%n",
        nanos[nanos.length / 2] / 1e3,
        nanos[nanos.length - 1 - nanos.length / 100] / 1e3,
        processor / 1e3 / nanos.length,
        reply.length);
  }

  private static byte[] call(RequestStreamHandler handler, byte[] event) throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream(1024);
    handler.handleRequest(new ByteArrayInputStream(event), reply, null);
    return reply.toByteArray();
  }
}
