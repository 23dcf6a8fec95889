package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.request.Caller.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `TREELINE_MODEL` as one package and as a folder of several.
class ModelPackagesTest {
  private static final Path MODELS = Path.of("src/test/resources/request/models");
  private static final String ROW = "3.5,1.2,5.3,1.8\n";

  @TempDir Path folder;

  @BeforeEach
  void putTwoPackages() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("flowers"));
    for (String file : new String[] {"model.json", "schema.json"}) {
      Files.copy(MODELS.resolve("iris").resolve(file), plain.resolve(file));
    }
    Files.write(
        folder.resolve("third.tar.gz"),
        archive("model.json", Files.readAllBytes(MODELS.resolve("virginica/model.json"))));
    Files.writeString(folder.resolve("README.md"), "Models of flowers");
    Files.createDirectory(folder.resolve(".hidden"));
  }

  private Caller caller(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.putIfAbsent("TREELINE_MODEL", folder.toString());
    settings.putIfAbsent("TREELINE_CAPTURE", "off");
    return new Caller(ScoreHandler.from(settings, line -> {}));
  }

  private static Answer csv(Caller caller, String path, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "content-type";
    all[headers.length + 1] = "text/csv";
    return caller.post(path, ROW, all);
  }

  @Test
  void everyPackageOfAFolderIsServedUnderItsName() {
    Caller caller = caller(Map.of());
    assertThat(caller.post("/v2/repository/index", "").json().findValuesAsText("name"))
        .containsExactly("flowers", "third");
    assertThat(csv(caller, "/invocations?model=flowers").body().split(",", -1)).hasSize(3);
    assertThat(csv(caller, "/invocations?model=third").body().split(",", -1)).hasSize(1);
    Answer target = csv(caller, "/invocations", "X-Amzn-SageMaker-Target-Model", "third.tar.gz");
    assertThat(target.header("X-Treeline-Model")).isEqualTo("third");
    assertThat(caller.get("/v1/models/flowers").status()).isEqualTo(200);
  }

  @Test
  void aRequestThatNamesNoneOfSeveralIsToldTheNames() {
    Answer answer = csv(caller(Map.of()), "/invocations");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("expected one of flowers, third");
    assertThat(csv(caller(Map.of()), "/invocations?model=x").status()).isEqualTo(404);
  }

  @Test
  void allPackagesThatCannotBeServedAreListedAndTheStartFails() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(folder.resolve("empty/notes.txt"), "nothing");
    Files.createDirectory(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/model.json"), "{\"learner\": 7}");
    assertThatThrownBy(() -> caller(Map.of()))
        .hasMessageContaining("2 packages that cannot be served")
        .hasMessageContaining("- broken: ")
        .hasMessageContaining("- empty: ");
  }

  @Test
  void twoPackagesOfOneNameAreRefused() throws IOException {
    Files.createDirectory(folder.resolve("third"));
    Files.copy(MODELS.resolve("iris/model.json"), folder.resolve("third/model.json"));
    assertThatThrownBy(() -> caller(Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("one package a name");
  }

  @Test
  void aFolderWithoutAnyModelSaysWhatIsExpected() throws IOException {
    Path none = Files.createDirectory(folder.resolve(".hidden/none"));
    assertThatThrownBy(() -> caller(Map.of("TREELINE_MODEL", none.toString())))
        .hasMessageContaining("model.ubj, model.json, xgboost-model");
    assertThatThrownBy(() -> caller(Map.of("TREELINE_MODEL", none + "/nowhere")))
        .hasMessageContaining("found nothing");
  }

  /// A tar of one file, packed by gzip. (POSIX ustar.)
  private static byte[] archive(String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, String.format("%011o", content.length) + "\0");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, String.format("%06o", sum) + "\0 ");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(header);
      gzip.write(content);
      gzip.write(new byte[(512 - content.length % 512) % 512 + 1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
