package dev.treeline.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/// One HTTP/1.1 request and its answer (RFC 9112), on a socket of its own that is closed after it.
///
/// For Lambda's APIs on loopback, which a cold start has to ask: the JDK's own HTTP clients bring
/// some two hundred classes with them, which is a tenth of the start (`benchmarks/coldstart`), send
/// a failed request again without a word, and keep the socket. Any thread may hang up, which ends a
/// call that waits.
final class LocalHttp implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 2000;
  private static final int LONGEST_LINE = 8192;
  // An event of Lambda's is some hundred bytes long.
  private static final int MOST_BODY = 1 << 20;

  private final Socket socket = new Socket(Proxy.NO_PROXY);
  private final String authority;

  /// @param authority host and port, as `AWS_LAMBDA_RUNTIME_API` has them
  LocalHttp(String authority) {
    this.authority = authority;
  }

  /// An answer.
  static final class Answer {
    private final int status;
    private final String head;
    private final byte[] body;

    private Answer(int status, String head, byte[] body) {
      this.status = status;
      this.head = head;
      this.body = body;
    }

    int status() {
      return status;
    }

    /// The first field of that name, in any case; empty when there is none.
    String field(String name) {
      int from = 0;
      for (int end = head.indexOf('\n'); end >= 0; end = head.indexOf('\n', from)) {
        boolean named = head.regionMatches(true, from, name, 0, name.length());
        if (named && head.charAt(from + name.length()) == ':') {
          return head.substring(from + name.length() + 1, end).strip();
        }
        from = end + 1;
      }
      return "";
    }

    byte[] body() {
      return body;
    }
  }

  /// Connects, sends and reads the whole answer.
  ///
  /// @param request method and path, as `GET /path`
  /// @param fields header fields beside `Host` and `Connection`, each ended by CR LF
  /// @param patienceMillis how long the answer may be silent, 0 for ever
  /// @throws IOException if there is no whole answer, or somebody closes this meanwhile
  Answer ask(String request, String fields, byte[] body, int patienceMillis) throws IOException {
    socket.connect(address(), CONNECT_TIMEOUT_MILLIS);
    socket.setSoTimeout(patienceMillis);
    var message = new ByteArrayOutputStream(512);
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    String head = request + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n";
    message.writeBytes((head + length + fields + "\r\n").getBytes(ISO_8859_1));
    message.writeBytes(body);
    socket.getOutputStream().write(message.toByteArray());
    return answer(new BufferedInputStream(socket.getInputStream(), 1024));
  }

  private InetSocketAddress address() throws IOException {
    int colon = authority.lastIndexOf(':');
    try {
      int port = colon < 0 ? 80 : Integer.parseInt(authority.substring(colon + 1));
      return new InetSocketAddress(colon < 0 ? authority : authority.substring(0, colon), port);
    } catch (IllegalArgumentException e) {
      throw new IOException("found the address " + authority + ", expected host:port", e);
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    String status = line(in);
    StringBuilder head = new StringBuilder(256);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.append(line).append('\n');
    }
    var answer = new Answer(status(status), head.toString(), new byte[0]);
    boolean chunked = answer.field("Transfer-Encoding").equalsIgnoreCase("chunked");
    return new Answer(answer.status, answer.head, chunked ? chunks(in) : body(in, answer));
  }

  /// `HTTP/1.1 200 OK`.
  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("found no HTTP/1 status line in the answer");
    }
    return number(line.substring(9, 12), 10);
  }

  /// As many bytes as the head says, or all until the other side closes.
  private static byte[] body(InputStream in, Answer head) throws IOException {
    String length = head.field("Content-Length");
    return length.isEmpty() ? in.readNBytes(MOST_BODY) : exactly(in, number(length, 10));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      int semicolon = size.indexOf(';');
      int length = number(semicolon < 0 ? size : size.substring(0, semicolon), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      if (body.size() + length > MOST_BODY) {
        throw new IOException("found a body of more than " + MOST_BODY + " bytes");
      }
      body.writeBytes(exactly(in, length));
      line(in);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > MOST_BODY) {
      throw new IOException("found a body of " + length + " bytes, expected at most " + MOST_BODY);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("found " + bytes.length + " bytes of a body of " + length);
    }
    return bytes;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(digits.strip(), radix) & Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("found " + digits + " where the answer has to have a number", e);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer ends in its head");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("found a line of more than " + LONGEST_LINE + " bytes in the answer");
      }
      line.append((char) b);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /// Ends a call that waits; another one fails.
  void hangUp() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed as far as this side goes.
    }
  }

  @Override
  public void close() {
    hangUp();
  }
}
