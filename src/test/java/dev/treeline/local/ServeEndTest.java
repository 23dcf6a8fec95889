package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server of its own process that is told to end (SIGTERM).
@Timeout(120)
class ServeEndTest {
  private static final String ROW = "3.5,1.2,5.3,1.8";

  @TempDir Path data;

  @Test
  void aRequestThatIsAnsweredWhileTheServerEndsIsCaptured() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), port(out))) {
      caller.setSoTimeout(30_000);
      OutputStream request = caller.getOutputStream();
      request.write(
          utf8(
              "POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\n"
                  + "Content-Length: 15\r\n\r\n"
                  + ROW.substring(0, 5)));
      Thread.sleep(500);
      child.toHandle().destroy(); // Leaves its output open, unlike Process.destroy.
      // Longer than any silence after which the end might be thought to have come.
      Thread.sleep(2500);
      request.write(utf8(ROW.substring(5)));
      byte[] reply = new byte[12];
      assertThat(caller.getInputStream().readNBytes(reply, 0, 12)).isEqualTo(12);
      assertThat(new String(reply, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
      out.transferTo(java.io.Writer.nullWriter());
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(captured()).singleElement().satisfies(line -> assertThat(line).isEqualTo(ROW));
  }

  private static int port(BufferedReader out) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      all.append(line).append('\n');
      Matcher address = Pattern.compile("http://localhost:(\\d+)/invocations").matcher(line);
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
    }
    throw new AssertionError("the server did not start: " + all);
  }

  /// The bodies of all captured requests.
  private List<String> captured() throws IOException {
    List<String> bodies = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data.resolve("capture"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          CaptureLine.Side input = CaptureLine.read(utf8(line)).input();
          bodies.add(input == null ? "" : input.data());
        }
      }
    }
    return bodies;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
