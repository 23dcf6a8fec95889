package dev.treeline.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pickles written to do harm: each is refused by a sentence, or comes out as data.
@Timeout(20)
class HostilePickleTest {
  /// A Booster whose dict holds a model of one byte and, under `x`, what the bytes given make.
  private static final String BOOSTER = "cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\1x";

  private static final String END = "ub.";

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String pickle) {
    return assertThatThrownBy(() -> PickledBooster.read("m", latin(pickle)))
        .isInstanceOf(ModelFormatException.class);
  }

  private static PickledBooster read(String pickle) {
    return PickledBooster.read("m", latin(pickle));
  }

  private static PickledBooster with(String value) {
    return read(BOOSTER + value + END);
  }

  @Test
  void smallestBoosterIsRead() {
    assertThat(with("N").handle()).isEqualTo(latin("m"));
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "__builtin__, eval",
    "functools, partial",
    "subprocess, Popen",
    "xgboost.core, DMatrix",
    "xgboost.core, Booster.load_model",
    "sklearn.pipeline, Pipeline",
    "numpy, load",
    "joblib.numpy_pickle, NumpyArrayWrapper",
    "__main__, Booster"
  })
  void callOfAnythingElseIsRefusedByName(String module, String name) {
    String global = "c" + module + "\n" + name + "\n";
    String found = module.replace("__builtin__", "builtins") + "." + name;

    int at = BOOSTER.length() + global.length() + "(S'id'\nt".length();
    refused(BOOSTER + global + "(S'id'\ntR" + END)
        .hasMessageStartingWith("m byte " + at + ": found a call of " + found + ", expected")
        .hasMessageContaining("nothing in a pickle is executed")
        .hasMessageContaining("save_model");
    refused(BOOSTER + global + ")\u0081" + END).hasMessageContaining("a call of " + found);
    refused(BOOSTER + global + ")}\u0092" + END).hasMessageContaining("a call of " + found);
    refused(BOOSTER + "(" + global + "o" + END).hasMessageContaining("a call of " + found);
    refused(BOOSTER + "(i" + module + "\n" + name + "\n" + END)
        .hasMessageContaining("a call of " + found);
    refused(BOOSTER + "ccopy_reg\n_reconstructor\n(" + global + "cbuiltins\nobject\nNtR" + END)
        .hasMessageContaining("a call of " + found);
    refused(BOOSTER + text(module) + text(name) + "\u0093)R" + END)
        .hasMessageContaining("a call of " + found);
  }

  @Test
  void functionThatIsOnlyMentionedIsCarriedAsAName() {
    assertThat(with("c__main__\nmy_metric\n").handle()).isEqualTo(latin("m"));
  }

  @Test
  void nameInAnErrorIsShortAndHasNoControlCharacters() {
    String name = "a\u001b[2J\r" + "b".repeat(10_000);

    assertThatThrownBy(() -> with("c" + name + "\nx\n)R"))
        .hasMessageContaining("a call of a?[2J?bbb")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X\u00ff\u00ff\u00ff\u007f",
        "X\u00ff\u00ff\u00ff\u00ff",
        "B\0\0\0\u0080",
        "T\u00ff\u00ff\u00ff\u00ff",
        "\u008e\0\0\0\u0080\0\0\0\0",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0096\0\0\0\0\1\0\0\0",
        "\u008d\u00ff\u00ff\u00ff\u007f\0\0\0\0",
        "\u008b\u00ff\u00ff\u00ff\u007f",
        "\u008b\u00ff\u00ff\u00ff\u00ff",
        "\u0095\0\0\0\0\0\0\0\u0080",
        "C\u00ff",
        "\u008a\u00ff"
      })
  void lengthPastTheEndIsNotBelieved(String claim) {
    assertThatThrownBy(() -> with(claim))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(": found a length of ")
        .hasMessageContaining("at most the ");
  }

  @Test
  void deepNestingNeedsNoStack() {
    assertThat(with("]".repeat(100_000) + "a".repeat(99_999)).handle()).hasSize(1);
    assertThat(with(")" + "\u0085".repeat(100_000)).handle()).hasSize(1);
    assertThat(with("(".repeat(100_000) + "t".repeat(100_000)).handle()).hasSize(1);
    refused("cxgboost.core\nBooster\n)\u0081}U\6handle" + nested("C\1m", 50_000) + "sb.")
        .hasMessageContaining("as its model");
  }

  /// `bytearray(bytearray(…))`
  private static String nested(String inner, int times) {
    return "cbuiltins\nbytearray\n".repeat(times) + inner + "\u0085R".repeat(times);
  }

  @Test
  void listsThatHoldEachOtherManyTimesAreNotUnfolded() {
    var bomb = new StringBuilder("]q\0");
    for (int i = 1; i < 200; i++) {
      bomb.append("](").append(("h" + (char) (i - 1)).repeat(10)).append("eq").append((char) i);
    }

    assertThat(with(bomb + "0".repeat(199)).handle()).hasSize(1);
    refused(bomb + ".").hasMessageContaining("a pickle of a list of 10");
  }

  @Test
  void listThatHoldsItselfIsData() {
    assertThat(with("]q\0h\0a").handle()).hasSize(1);
    refused("]q\0h\0a.").hasMessageContaining("a list of 1");
    assertThat(with("}q\0(U\1kh\0u").handle()).hasSize(1);
    refused("cxgboost.core\nBooster\n)\u0081q\0}(U\6handleh\0ub.")
        .hasMessageContaining("with an object of xgboost.core.Booster as its model");
  }

  @Test
  void moreInstructionsThanAModelNeedsAreRefused() {
    refused("N0".repeat(600_000) + "N.").hasMessageContaining("more than 1048576 instructions");
  }

  @Test
  void oneLongTextNamedManyTimesIsNotCopied() {
    String big = "T\0\0\u0010\0" + "a".repeat(1 << 20) + "q\0";
    PickledBooster booster =
        read(
            "cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\rfeature_names"
                + big
                + "0](h\0"
                + "h\0".repeat(99_999)
                + "eub.");

    assertThat(booster.featureNames()).hasSize(100_000);
  }

  @Test
  void equalLongKeysAreNotComparedAgainAndAgain() {
    String big = "T\0\0\u0010\0" + "a".repeat(1 << 20);

    assertThat(with("}(" + big + "q\0N" + big + "q\1N" + "h\0Nh\1N".repeat(100_000) + "u").handle())
        .hasSize(1);
  }

  @Test
  void nameThatIsNoTextIsRefused() {
    refused(BOOSTER + "K\1K\2\u0093" + END)
        .hasMessageContaining("found the integer 1 and the integer 2, expected the texts of a");
    refused(BOOSTER + "]q\0\u0093" + END).isInstanceOf(ModelFormatException.class);
  }

  static Stream<Arguments> outsiders() {
    return Stream.of(
        Arguments.of("P1", "persistent id"),
        Arguments.of("K1Q", "persistent id"),
        Arguments.of("\u0082\1", "extension code"),
        Arguments.of("\u0083\1\1", "extension code"),
        Arguments.of("\u0084\1\1\1\1", "extension code"),
        Arguments.of("\u0097", "out-of-band buffer"),
        Arguments.of("\u0098", "out-of-band buffer"));
  }

  @ParameterizedTest
  @MethodSource("outsiders")
  void whatStandsForSomethingElsewhereIsRefused(String value, String found) {
    refused(BOOSTER + value + END).hasMessageContaining(found);
  }

  @Test
  void newerProtocolIsRefusedByNumber() {
    refused("\u0080\6N.")
        .hasMessage("m byte 0: found protocol 6, expected a pickle of protocol 0 to 5");
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    refused(BOOSTER + "N" + END + "\0\0")
        .hasMessageContaining("found 2 bytes after the pickle's end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a.",
        "(.",
        "R.",
        "]N.R",
        "e.",
        "t.",
        "u.",
        "0.",
        "1.",
        "2.",
        "b.",
        "s.",
        "o.",
        "(o.",
        "NN\u0081.",
        "N)R.",
        "]]R.",
        "K\1NR.",
        "NNb.",
        "]N\u0090.",
        "\u0091.",
        "\u0093.",
        "N\u0093.",
        "}(Nu.",
        "(Nd.",
        "]NNs.",
        "NNa.",
        ")Na.",
        "h\0.",
        "g7\n.",
        "j\0\0\0\0.",
        "q\0.",
        "\u0094.",
        "Iabc\n.",
        "I\n.",
        "L1.5L\n.",
        "F1e\n.",
        "F0x1p3\n.",
        "Fabc\n.",
        "S\n.",
        "S'\n.",
        "Sabc\n.",
        "S'\\x'\n.",
        "S'\\xzz'\n.",
        "S'\\'\n.",
        "S'\\q'\n.",
        "V\\u12\n.",
        "V\\U00110000\n.",
        "V\\Uffffffff\n.",
        "X\1\0\0\0\u00ff.",
        "\u00ff.",
        "ccopy_reg\n_reconstructor\n)R.",
        "ccopy_reg\n__newobj__\n)R.",
        ")))\u0092.",
        "N]\u0085.",
        "pabc\n.",
        "cabc",
        "\u0080"
      })
  void nonsenseIsRefused(String pickle) {
    refused(pickle).hasMessageStartingWith("m byte ").hasMessageContaining(", expected ");
  }

  static Stream<Arguments> otherThings() {
    return Stream.of(
        Arguments.of("N.", "None"),
        Arguments.of("K\7.", "the integer 7"),
        Arguments.of("}.", "a dict"),
        Arguments.of("].", "a list of 0"),
        Arguments.of("U\2hi.", "2 bytes"),
        Arguments.of("V hi\\u0021\n.", "text"),
        Arguments.of("cos\nsystem\n.", "os.system"),
        Arguments.of("cbuiltins\nobject\n)R.", "builtins.object"));
  }

  @ParameterizedTest
  @MethodSource("otherThings")
  void pickleOfSomethingElseSaysWhatItIs(String pickle, String found) {
    refused(pickle).hasMessageContaining(found).hasMessageContaining("XGBClassifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N", "K\1", "]", "U\0", "cbuiltins\nbytearray\n)R", "V\\u0100\n"})
  void boosterWithoutAModelIsRefused(String handle) {
    refused("cxgboost.core\nBooster\n)\u0081}U\6handle" + handle + "sb.")
        .hasMessageContaining("an object of xgboost.core.Booster with ");
    refused("cxgboost.sklearn\nXGBRegressor\n)\u0081}U\b_Booster" + handle + "sb.")
        .hasMessageContaining("an object of xgboost.sklearn.XGBRegressor with ");
  }

  @Test
  void wrapperMayHoldTheBareModel() {
    assertThat(read("cxgboost.sklearn\nXGBRegressor\n)\u0081}U\b_BoosterC\1msb.").handle())
        .isEqualTo(latin("m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"K\1", "(K\1l", "(Nl"})
  void featureNamesThatAreNoTextsAreRefused(String names) {
    refused("cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\rfeature_names" + names + "ub.")
        .hasMessageContaining("feature names or types");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "J\u00ff\u00ff\u00ff\u00ff",
        "L99999999999L\n",
        "L9999999999999999999999L\n",
        "U\1a"
      })
  void bestIterationThatIsNoRoundIsRefused(String value) {
    refused("cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\16best_iteration" + value + "ub.")
        .hasMessageContaining("as best_iteration");
  }

  @Test
  void limitOfZeroTreesMeansAll() {
    assertThat(
            read("cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\20best_ntree_limitK\0ub.")
                .treeLimit())
        .isEmpty();
  }

  // Arrays of labels.

  private static PickledBooster classes(String array) {
    return read(
        "cxgboost.sklearn\nXGBClassifier\n)\u0081}(U\b_BoosterC\1mU\bclasses_" + array + "ub.");
  }

  private static String array(String dtype, String order, int count, String data) {
    return "cnumpy.core.multiarray\n_reconstruct\n)R(K\1K%c\u0085".formatted(count)
        + ("cnumpy\ndtype\n" + text(dtype) + "\u0085R(K\3" + text(order) + "tb")
        + "\u0089"
        + ("C" + (char) data.length() + data)
        + "tb";
  }

  private static String text(String text) {
    return "\u008c" + (char) text.length() + text;
  }

  @Test
  void labelsAreReadFromArraysOfEitherByteOrder() {
    assertThat(classes(array("i2", "<", 2, "\1\0\u00ff\u00ff")).classes())
        .containsExactly("1", "-1");
    assertThat(classes(array("i2", ">", 2, "\0\1\u00ff\u00ff")).classes())
        .containsExactly("1", "-1");
    assertThat(classes(array("u1", "|", 2, "\1\u00ff")).classes()).containsExactly("1", "255");
    assertThat(classes(array("u4", "<", 1, "\u00ff\u00ff\u00ff\u00ff")).classes())
        .containsExactly("4294967295");
    assertThat(classes(array("u8", "<", 1, "\u00ff".repeat(8))).classes())
        .containsExactly("18446744073709551615");
    assertThat(classes(array("U2", ">", 1, "\0\0\0a\0\0\0\0")).classes()).containsExactly("a");
    assertThat(classes(array("S3", "|", 2, "ab\0abc")).classes()).containsExactly("ab", "abc");
  }

  @Test
  void listOfNumpyNumbersIsReadAsLabels() {
    String dtype = "cnumpy\ndtype\n" + text("i4") + "\u0085R(K\3" + text("<") + "tb";
    String scalar = "cnumpy.core.multiarray\nscalar\n(" + dtype + "C\4\7\0\0\0tR";

    assertThat(classes("(" + scalar + scalar + "l").classes()).containsExactly("7", "7");
  }

  @Test
  void dtypeWhoseNameIsANumpyTextWithADtypeAndSoOnIsNone() {
    // Each scalar's dtype is named, and ordered, by the scalar before it.
    var nested = new StringBuilder(text("S2"));
    for (int level = 0; level < 20_000; level++) {
      nested
          .append("r\1\0\0\0" + "0") // the memo's first value is the scalar before
          .append("cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\nj\1\0\0\0\u0085R")
          .append("(K\3j\1\0\0\0tbC\2S2tR");
    }

    assertThat(classes("(" + nested + "l").classes()).isEmpty();
  }

  @Test
  void oneLongLabelNamedManyTimesIsRefused() {
    String label = "B,\1\0\0" + "a".repeat(300);
    String dtype = "cnumpy\ndtype\n" + text("S300") + "\u0085R";
    String scalar = "cnumpy.core.multiarray\nscalar\n(" + dtype + label + "tRq\2";

    assertThatThrownBy(() -> classes("(" + scalar + "h\2".repeat(60_000) + "l"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("class labels of more than");
  }

  @Test
  void labelsThatAreNeitherIntegersNorTextsAreNone() {
    assertThat(classes(array("f8", "<", 1, "\0".repeat(8))).classes()).isEmpty();
    assertThat(classes(array("M8", "<", 1, "\0".repeat(8))).classes()).isEmpty();
    assertThat(classes(array("i3", "<", 1, "\0".repeat(3))).classes()).isEmpty();
    assertThat(classes("(G" + "\0".repeat(8) + "l").classes()).isEmpty();
    assertThat(classes("N").classes()).isEmpty();
  }

  @Test
  void arrayWhoseShapeDoesNotFitItsBytesIsRefused() {
    assertThatThrownBy(() -> classes(array("i4", "<", 2, "\0\0\0\0")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("4 bytes for 2 labels of 4");
    assertThatThrownBy(() -> classes(array("U0", "<", 100, "")))
        .isInstanceOf(ModelFormatException.class);
    assertThatThrownBy(() -> classes(array("U1", "<", 1, "\u00ff\u00ff\u00ff\u007f")))
        .hasMessageContaining("past U+10FFFF");
    assertThatThrownBy(() -> classes(array("U999999", "<", 1, "")))
        .hasMessageContaining("class labels");
  }

  @Test
  void textsOfProtocolZeroAreUnescaped() {
    PickledBooster booster =
        read(
            "cxgboost.core\nBooster\n)\u0081}(U\6handleC\1mU\rfeature_names(S'a\\'\\\\\\n\\x41'\n"
                + "V\\u0062\\\\u0063\\U0001F600\u00e9\\\nS\"\"\nl"
                + "ub.");

    assertThat(booster.featureNames())
        .containsExactly("a'\\\nA", "b\\\\u0063\ud83d\ude00\u00e9\\", "");
  }

  @Test
  void emptyFileIsRefused() {
    refused("")
        .hasMessage(
            "m byte 0: found the end of the file, expected an instruction that is complete, and at"
                + " last STOP");
  }
}
