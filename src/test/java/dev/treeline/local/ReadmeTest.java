package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.request.ScoreHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README says is what happens.
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern CURL =
      Pattern.compile(
          "curl -X POST -H 'Content-Type: ([^']+)' -d '([^']+)' http://localhost:8080(/\\S+)");

  @TempDir Path scratch;

  @Test
  void theFirstScreenHasExactlyTheTwoCommands() throws IOException {
    String firstBlock = blocks().getFirst();

    assertThat(firstBlock.lines().map(line -> line.replaceFirst(" *#.*", "")))
        .containsExactly("./treeline serve", "mvn verify");
  }

  @Test
  void theRequestGetsTheReplyThatIsPrintedThere() throws Exception {
    Matcher curl = CURL.matcher(Files.readString(README));
    assertThat(curl.find()).as("a curl like " + CURL).isTrue();

    HttpResponse<String> response = send(curl.group(3), curl.group(1), curl.group(2));

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode scores =
        new JsonMapper().readTree(response.body()).path("predictions").path(0).path("score");
    assertThat(scores).hasSize(3);
    double sum = scores.get(0).asDouble() + scores.get(1).asDouble() + scores.get(2).asDouble();
    assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
    assertThat(Files.readString(README)).contains("\n" + response.body().strip() + "\n");
  }

  @Test
  void everyTreelineCommandIsUnderstood() throws IOException {
    List<String> commands =
        blocks().stream()
            .flatMap(block -> block.replace("\\\n", " ").lines())
            .filter(line -> line.startsWith("./treeline "))
            .map(line -> line.replaceFirst(" +#.*", ""))
            .toList();

    assertThat(commands).hasSizeGreaterThan(4);
    for (String command : commands) {
      String[] words = command.split(" +", -1);
      assertThatCode(
              () ->
                  Treeline.commandLine(TestWorld.in(scratch))
                      .parseArgs(Arrays.copyOfRange(words, 1, words.length)))
          .as(command)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theTableOfSettingsNamesEachOfThem() throws IOException {
    Pattern name = Pattern.compile("\"((TREELINE|SAGEMAKER)_[A-Z_]+|MAX_CONTENT_LENGTH)\"");
    Set<String> read = new TreeSet<>();
    try (Stream<Path> readers = Files.list(Path.of("src/main/java/dev/treeline/settings"))) {
      for (Path reader : readers.filter(file -> file.toString().endsWith(".java")).toList()) {
        read.addAll(names(name, reader));
      }
    }

    assertThat(names(Pattern.compile("^\\| `([A-Z_]+)`", Pattern.MULTILINE), README))
        .isEqualTo(read);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> links =
        Pattern.compile("]\\(([^)#:]+)\\)")
            .matcher(Files.readString(README))
            .results()
            .map(result -> result.group(1))
            .toList();

    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(Path.of(link)).exists());
  }

  private static Set<String> names(Pattern pattern, Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    pattern.matcher(Files.readString(file)).results().map(r -> r.group(1)).forEach(names::add);
    return names;
  }

  /// The contents of the blocks of shell commands.
  private static List<String> blocks() throws IOException {
    Stream<MatchResult> found =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README))
            .results();
    return new ArrayList<>(found.map(result -> result.group(1)).toList());
  }

  private HttpResponse<String> send(String path, String type, String body) throws Exception {
    ScoreHandler handler =
        ScoreHandler.from(
            Map.of(
                "TREELINE_MODEL", Path.of("model").toAbsolutePath().toString(),
                "TREELINE_CAPTURE", "folder",
                "TREELINE_CAPTURE_FOLDER", scratch.toString()),
            line -> {});
    Gateway gateway =
        new Gateway(handler, 1 << 20, InstantSource.system(), () -> "id", TestWorld.nowhere());
    try (LocalServer server =
            new LocalServer("localhost", 0, gateway, new ReportPages(scratch, "x", "none"));
        HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
