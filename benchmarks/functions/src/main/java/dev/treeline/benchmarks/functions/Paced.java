package dev.treeline.benchmarks.functions;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Sends requests at a fixed rate over a few connections, and measures each from the moment at
/// which it was due: a server that stalls pays for all the requests that had to wait meanwhile, as
/// it would with callers who do not wait for one another.
///
/// Arguments: port, path, body, requests a second, seconds, connections. The first quarter warms
/// up. Prints median, 99th percentile and maximum in microseconds, requests sent, and how many were
/// not answered with 200.
public final class Paced {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final byte[] request;

  private Paced(int port, String path, String body) {
    this.port = port;
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    request = (head.formatted(path, body.length()) + body).getBytes(StandardCharsets.US_ASCII);
  }

  /// See above.
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Paced client = new Paced(Integer.parseInt(args[0]), args[1], args[2]);
    double rate = Double.parseDouble(args[3]);
    int connections = Integer.parseInt(args[5]);
    int count = (int) (rate * Double.parseDouble(args[4]) / connections);
    long interval = (long) (1e9 * connections / rate);
    long begin = System.nanoTime() + 100_000_000;
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      Future<?>[] running = new Future<?>[connections];
      long[][] taken = new long[connections][count];
      for (int i = 0; i < connections; i++) {
        int one = i;
        long first = begin + interval * one / connections;
        running[one] = threads.submit(() -> client.run(first, interval, taken[one]));
      }
      int failed = 0;
      for (Future<?> one : running) {
        failed += (Integer) one.get();
      }
      print(taken, failed);
    }
  }

  private static void print(long[][] taken, int failed) {
    long[] all =
        IntStream.range(0, taken.length)
            .mapToObj(i -> Arrays.copyOfRange(taken[i], taken[i].length / 4, taken[i].length))
            .flatMapToLong(Arrays::stream)
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%.1f %.1f %.1f %d %d%n",
        all[all.length / 2] / 1e3,
        all[(int) (all.length * 0.99)] / 1e3,
        all[all.length - 1] / 1e3,
        all.length,
        failed);
  }

  /// One connection: how many of its requests failed.
  private int run(long first, long interval, long[] taken) throws IOException {
    int failed = 0;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < taken.length; i++) {
        long due = first + i * interval;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(request);
        failed += answered(in) ? 0 : 1;
        taken[i] = System.nanoTime() - due;
      }
    }
    return failed;
  }

  /// Reads one reply with a content length.
  private static boolean answered(InputStream in) throws IOException {
    byte[] line = new byte[8192];
    boolean good = false;
    int length = 0;
    for (int number = 0; ; number++) {
      int size = line(in, line);
      if (size == 0) {
        in.skipNBytes(length);
        return good;
      }
      if (number == 0) {
        good = line[9] == '2' && line[10] == '0' && line[11] == '0';
      } else if (isLength(line, size)) {
        length =
            Integer.parseInt(
                new String(line, LENGTH.length, size - LENGTH.length, StandardCharsets.US_ASCII)
                    .strip());
      }
    }
  }

  private static boolean isLength(byte[] line, int size) {
    if (size <= LENGTH.length) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      if ((line[i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /// The next line without its end; its length.
  private static int line(InputStream in, byte[] into) throws IOException {
    int size = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server closed the connection");
      }
      if (b != '\r') {
        into[size++] = (byte) b;
      }
    }
    return size;
  }
}
