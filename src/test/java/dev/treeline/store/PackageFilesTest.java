package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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

  @ParameterizedTest
  @CsvSource({
    "67108864, 268435456",
    "1073741824, 268435456",
    "2359296000, 589824000",
    "4294967296, 1073741824",
    "9223372036854775807, 1073741824"
  })
  void aPackageMayBeAQuarterOfALargeHeap(long heap, int most) {
    assertThat(PackageFiles.mostBytes(heap)).isEqualTo(most);
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

  @ParameterizedTest
  @CsvSource({"model.ubj.gz, model.ubj", "model.json.gz, model.json", "packed, xgboost-model"})
  void aLoneModelFileMayBePacked(String file, String name) throws IOException {
    Files.write(folder.resolve(file), gzip(content()));
    Map<String, byte[]> files = PackageFiles.read(folder.resolve(file).toString(), s3.access());
    assertThat(files).containsOnlyKeys(name);
    assertThat(files.get(name)).isEqualTo(content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.tar", "model.tar.gz", "model.bin"})
  void anArchiveIsKnownByItsBytesWhetherPackedOrNot(String name) throws Exception {
    packageFolder();
    byte[] packed = Files.readAllBytes(tar("gnu", "model"));
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      Files.write(folder.resolve(name), plain.readAllBytes());
    }
    hasBothFiles(PackageFiles.read(folder.resolve(name).toString(), s3.access()));
  }

  @Test
  void whatMacOsAddsToAnArchiveIsPassedOver() throws Exception {
    packageFolder();
    Files.createDirectories(folder.resolve("__MACOSX/model"));
    Files.writeString(folder.resolve("__MACOSX/model/._model.ubj"), "x");
    Files.writeString(folder.resolve("model/._model.ubj"), "x");
    hasBothFiles(PackageFiles.read(tar("gnu", "model __MACOSX").toString(), s3.access()));
  }

  @ParameterizedTest
  @ValueSource(chars = {'5', '0', 'L'})
  void anArchiveThatUnpacksToGigabytesIsGivenUpEarly(char type) throws IOException {
    byte[] zeros = new byte[1 << 26];
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    byte[] packed = gzip(zeros);
    for (int i = 0; i < 3; i++) {
      bomb.writeBytes(gzip(header(type == '0' ? 0 : zeros.length, type)));
      bomb.writeBytes(packed);
    }
    assertThatThrownBy(
            () -> TarFile.read(new ByteArrayInputStream(bomb.toByteArray()), "m", 1 << 26))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("m: found ");
  }

  @Test
  void aSizeThatOctalDigitsCannotSayIsRefusedAsTooLarge() throws IOException {
    byte[] header = header(0, '0');
    Arrays.fill(header, 124, 136, (byte) 0);
    header[124] = (byte) 0x80;
    header[131] = 2; // of the twelve bytes 124 to 135 the last eight are the number
    byte[] archive = gzip(summed(header));
    assertThatThrownBy(() -> TarFile.read(new ByteArrayInputStream(archive), "m", 1000))
        .hasMessage("m: found a file of 8589934592 bytes, expected at most 1000 more");
  }

  @Test
  void bytesThatAreNoArchiveAreNotReadAsOne() {
    byte[] text = "no archive ".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TarFile.read(new ByteArrayInputStream(text), "m", 1000))
        .hasMessageContaining("m: found no header of a file");
  }

  /// The header of a file in an archive.
  private static byte[] header(int size, char type) {
    byte[] header = new byte[512];
    header[0] = 'f';
    byte[] octal = "%011o".formatted(size).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 124, octal.length);
    header[156] = (byte) type;
    return summed(header);
  }

  private static byte[] summed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] octal = "%06o".formatted(sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 148, octal.length);
    header[154] = 0;
    return header;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }
}
