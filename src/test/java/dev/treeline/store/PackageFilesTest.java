package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFilesTest {
  @TempDir Path folder;
  private FakeS3 s3;

  @BeforeEach
  void start() {
    s3 = new FakeS3("bucket", 100);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  /// Writes a package of two files, as a folder and as what `tar` makes of it.
  private Path packageFolder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.write(model.resolve("model.ubj"), content());
    Files.writeString(model.resolve("schema.json"), "{}");
    return model;
  }

  private static byte[] content() {
    byte[] content = new byte[1500];
    Arrays.fill(content, (byte) 7);
    return content;
  }

  private Path tar(String format, String what) throws IOException, InterruptedException {
    Path archive = folder.resolve("model.tar.gz");
    Process tar =
        new ProcessBuilder("sh", "-c", "tar --format=" + format + " -czf model.tar.gz " + what)
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }

  private void hasBothFiles(Map<String, byte[]> files) {
    assertThat(files).containsOnlyKeys("model.ubj", "schema.json");
    assertThat(files.get("model.ubj")).isEqualTo(content());
    assertThat(files.get("schema.json")).asString().isEqualTo("{}");
  }

  @Test
  void aFolderIsReadWithoutHiddenFilesAndFoldersInIt() throws IOException {
    Path model = packageFolder();
    Files.writeString(model.resolve(".DS_Store"), "x");
    Files.createDirectories(model.resolve("code"));
    Files.writeString(model.resolve("code/inference.py"), "x");
    hasBothFiles(PackageFiles.read(model.toString(), s3.access()));
  }

  @Test
  void aModelFileThatIsALinkToElsewhereIsRead() throws IOException {
    Path model = packageFolder();
    Files.move(model.resolve("model.ubj"), folder.resolve("elsewhere.ubj"));
    Files.createSymbolicLink(model.resolve("model.ubj"), folder.resolve("elsewhere.ubj"));
    hasBothFiles(PackageFiles.read(model.toString(), s3.access()));
  }

  @ParameterizedTest
  @CsvSource({
    "gnu, -C model .",
    "ustar, -C model model.ubj schema.json",
    "pax, model",
    "v7, model/model.ubj model/schema.json"
  })
  void anArchiveIsReadLikeItsFolder(String format, String what) throws Exception {
    packageFolder();
    hasBothFiles(PackageFiles.read(tar(format, what).toString(), s3.access()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void longNamesInAnArchiveAreWhole(String format) throws Exception {
    String name = "n".repeat(200) + ".json";
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model").resolve(name), "{}");
    assertThat(PackageFiles.read(tar(format, "model").toString(), s3.access()))
        .containsOnlyKeys(name);
  }

  @ParameterizedTest
  @CsvSource({"iris.ubj, model.ubj", "iris.json, model.json", "iris.bin, xgboost-model"})
  void aLoneModelFileGetsTheNameOfAPackage(String file, String name) throws IOException {
    Files.writeString(folder.resolve(file), "x");
    assertThat(PackageFiles.read(folder.resolve(file).toString(), s3.access()))
        .containsOnlyKeys(name);
  }

  @Test
  void aPackageInS3IsReadAsFolderArchiveOrFile() throws Exception {
    packageFolder();
    s3.objects().put("m/1/model.ubj", content());
    s3.objects().put("m/1/schema.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    s3.objects().put("m/1/code/x.py", new byte[1]);
    s3.objects().put("m/model.tar.gz", Files.readAllBytes(tar("gnu", "model")));
    hasBothFiles(PackageFiles.read("s3://bucket/m/1", s3.access()));
    hasBothFiles(PackageFiles.read("s3://bucket/m/1/", s3.access()));
    hasBothFiles(PackageFiles.read("s3://bucket/m/model.tar.gz", s3.access()));
    assertThat(PackageFiles.read("s3://bucket/m/1/model.ubj", s3.access()))
        .containsOnlyKeys("model.ubj");
  }

  @Test
  void aPackageThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> PackageFiles.read(folder + "/none", s3.access()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("/none");
    assertThatThrownBy(() -> PackageFiles.read("s3://bucket/none", s3.access()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("s3://bucket/none");
  }

  @Test
  void aDamagedArchiveIsRefusedAndNeverHangs() throws Exception {
    packageFolder();
    byte[] whole = Files.readAllBytes(tar("gnu", "model"));
    for (int length = 0; length < whole.length - 8; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> TarFile.read(new ByteArrayInputStream(cut), "m", 1 << 20))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anArchiveThatIsTooLargeIsRefused() throws Exception {
    packageFolder();
    byte[] archive = Files.readAllBytes(tar("gnu", "model"));
    assertThatThrownBy(() -> TarFile.read(new ByteArrayInputStream(archive), "m", 1000))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("m: found a file of 1500 bytes, expected at most");
  }
}
