package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes into the zip, and what must not.
@Tag("built")
class ArtefactTest {
  private static final long LIMIT = 20_000_000;

  private static final Pattern WORKSTATION =
      Pattern.compile(
          "ml/dmlc/.*|org/eclipse/jetty/.*|io/netty/.*|picocli/.*|org/apache/(http|datasketches)/.*"
              + "|software/amazon/awssdk/crt/.*|dev/treeline/(local|pickle)/.*|org/junit/.*");

  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dylib|jnilib|dll)(\\.\\d+)*");

  @ParameterizedTest
  @ValueSource(strings = {"ScoreFunction", "GateFunction", "MonitorFunction"})
  void unpackedZipIsSmall(String name) throws IOException {
    long bytes = 0;
    List<Path> files = files(BuiltFunction.of(name).folder());
    for (Path file : files) {
      bytes += Files.size(file);
    }
    long jars = files.stream().filter(ArtefactTest::isJar).count();
    System.out.printf("%s: %,d bytes unpacked, %d jars%n", name, bytes, jars);
    assertThat(bytes).isLessThanOrEqualTo(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ScoreFunction", "GateFunction", "MonitorFunction"})
  void zipHoldsTheHandlerAndTheModel(String name) throws IOException {
    Path folder = BuiltFunction.of(name).folder();
    String handler = Template.read().handler(name);
    assertThat(folder.resolve(handler.replace('.', '/') + ".class")).isRegularFile();
    assertThat(files(folder.resolve("model")))
        .extracting(file -> file.getFileName().toString())
        .containsAnyOf("model.ubj", "model.json", "xgboost-model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ScoreFunction", "GateFunction", "MonitorFunction"})
  void zipHoldsNothingThatOnlyAWorkstationNeeds(String name) throws IOException {
    assertThat(entries(BuiltFunction.of(name).folder()))
        .isNotEmpty()
        .noneMatch(entry -> WORKSTATION.matcher(entry).matches())
        .noneMatch(entry -> NATIVE.matcher(entry).matches());
  }

  /// Names of all files, relative to the folder, and of all that is in jars.
  private static List<String> entries(Path folder) throws IOException {
    return files(folder).stream()
        .flatMap(
            file ->
                Stream.concat(
                    Stream.of(folder.relativize(file).toString()),
                    isJar(file) ? inside(file) : Stream.of()))
        .toList();
  }

  private static boolean isJar(Path file) {
    return file.toString().endsWith(".jar");
  }

  private static Stream<String> inside(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(jar.toString(), e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
