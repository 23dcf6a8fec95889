package dev.treeline.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pickle of `pickles.py` against what Python says is in it.
class PickledBoosterTest {
  static byte[] resource(String name) {
    try (InputStream in = PickledBoosterTest.class.getResourceAsStream("/pickle/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> fileNames() {
    return expected().map(line -> line.split("\t", -1)[0]).toList();
  }

  private static Stream<String> expected() {
    return new String(resource("expected.tsv"), StandardCharsets.UTF_8).lines();
  }

  @ParameterizedTest
  @MethodSource("expected")
  void realPickleIsReadAsPythonReadsIt(String line) throws NoSuchAlgorithmException {
    String[] field = line.split("\t", -1);
    byte[] bytes = resource(field[0]);

    assertThat(PickledBooster.looksLike(bytes)).isTrue();
    PickledBooster booster = PickledBooster.read(field[0], bytes);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(booster.handle());
    assertThat(booster.wrapper().orElse("Booster")).isEqualTo(field[1]);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(field[2]);
    assertThat(booster.featureNames()).isEqualTo(list(field[3]));
    assertThat(booster.featureTypes()).isEqualTo(list(field[4]));
    assertThat(booster.bestIteration()).isEqualTo(number(field[5]));
    assertThat(booster.treeLimit()).isEqualTo(number(field[6]));
    assertThat(booster.classes()).isEqualTo(list(field[7]));
  }

  @Test
  void noPickleIsUnexpected() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/pickle"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".pickle"))
          .containsExactlyInAnyOrderElementsOf(fileNames());
    }
  }

  @Test
  void everyFormatOfAModelIsAmongThePickles() {
    assertThat(start("booster-0.90.2.pickle", 4)).isEqualTo("\0\0\0?");
    assertThat(start("booster-1.1.1.2.pickle", 14)).isEqualTo("CONFIG-offset:");
    assertThat(start("booster-1.3.3.2.pickle", 9)).isEqualTo("{\"Config\"");
    assertThat(start("booster-3.4.1.2.pickle", 2)).isEqualTo("{L");
  }

  @Test
  void modelFilesDoNotLookLikePickles() {
    assertThat(looksLike("{\"learner\":{}}")).isFalse();
    assertThat(looksLike("{L\0\0\0\0")).isFalse();
    assertThat(looksLike("binf\0\0\0?")).isFalse();
    assertThat(looksLike("\0\0\0?\3\0\0\0")).isFalse();
    assertThat(looksLike("\u0080\2\0?\3\0\0\0")).isFalse();
    assertThat(looksLike("CONFIG-offset:\0\0")).isFalse();
    assertThat(looksLike("c,f0,f1\n1,2,3\n")).isFalse();
    assertThat(looksLike("")).isFalse();
    assertThat(looksLike("\u0080")).isFalse();
  }

  @Test
  void picklesOfOtherThingsLookLikePickles() {
    assertThat(looksLike("cposix\nsystem\n(S'x'\ntR.")).isTrue();
    assertThat(looksLike("(dp0\n.")).isTrue();
    assertThat(looksLike("(lp0\n.")).isTrue();
    assertThat(looksLike("\u0080\6cx")).isTrue();
  }

  private static boolean looksLike(String latin) {
    return PickledBooster.looksLike(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String start(String name, int length) {
    byte[] handle = PickledBooster.read(name, resource(name)).handle();
    return new String(handle, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static List<String> list(String field) {
    return field.equals("-") ? List.of() : List.of(field.split(",", -1));
  }

  private static OptionalInt number(String field) {
    return field.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(field));
  }
}
