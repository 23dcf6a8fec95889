package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LogLines log = LogLines.to(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void closingPrintsEveryLineOfEveryThreadInItsOrder() throws InterruptedException {
    int each = 20_000; // more than may wait
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "thread" + t + " ";
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      log.accept(name + i);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    log.close();

    List<String> printed = printed();
    assertThat(printed).hasSize(4 * each);
    for (int t = 0; t < 4; t++) {
      String name = "thread" + t + " ";
      List<String> its = printed.stream().filter(line -> line.startsWith(name)).toList();
      assertThat(its).hasSize(each).first().isEqualTo(name + 0);
      assertThat(its.getLast()).isEqualTo(name + (each - 1));
    }
  }

  @Test
  void aLineAfterTheEndIsPrintedAtOnce() {
    log.close();
    log.accept("late");

    assertThat(printed()).containsExactly("late");
  }

  private List<String> printed() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
