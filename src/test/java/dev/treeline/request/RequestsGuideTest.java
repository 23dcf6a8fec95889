package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.request.Caller.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/requests.md`: each request in it gets the reply that stands under it. `-Dgolden=write`
/// writes the replies.
class RequestsGuideTest {
  private static final Path GUIDE = Path.of("docs/requests.md");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```http\n(.*?)```\n(\n```json\n.*?```\n|\n```text\n.*?```\n)?", Pattern.DOTALL);

  @Test
  void everyExampleGetsTheReplyUnderIt() throws IOException {
    Caller caller =
        new Caller(
            ScoreHandler.from(
                Map.of("TREELINE_MODEL", "model", "TREELINE_CAPTURE", "off"), line -> {}));
    String guide = Files.readString(GUIDE);
    Matcher examples = EXAMPLE.matcher(guide);
    StringBuilder written = new StringBuilder();
    int count = 0;
    while (examples.find()) {
      String request = examples.group(1);
      String block = "```http\n" + request + "```\n\n" + reply(caller, request);
      examples.appendReplacement(written, Matcher.quoteReplacement(block));
      count++;
    }
    examples.appendTail(written);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GUIDE, written);
    }
    assertThat(count).isGreaterThan(8);
    assertThat(written.toString()).isEqualTo(Files.readString(GUIDE));
  }

  private static String reply(Caller caller, String request) {
    int blank = request.indexOf("\n\n");
    String[] head = request.substring(0, blank).split("\n", -1);
    String[] target = head[0].split(" ", -1);
    List<String> headers = new ArrayList<>();
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(": ", 2);
      headers.add(header[0]);
      headers.add(header[1]);
    }
    byte[] body = request.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
    Answer answer = caller.send(target[0], target[1], body, headers.toArray(String[]::new));
    String shown = answer.body().stripTrailing();
    String status = answer.status() == 200 ? "" : answer.status() + "\n";
    return status.isEmpty() && answer.header("Content-Type").equals("application/json")
        ? "```json\n" + shown + "\n```\n"
        : "```text\n" + status + shown + "\n```\n";
  }
}
