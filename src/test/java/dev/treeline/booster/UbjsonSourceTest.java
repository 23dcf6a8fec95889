package dev.treeline.booster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.forest.Fixtures;
import dev.treeline.forest.Model;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UbjsonSourceTest {
  private final ByteBuffer out = ByteBuffer.allocate(100_000);

  @Test
  void everyTypedArrayOfIntegersIsRead() {
    mark("[$i#L").length(2).bytes(1, -1);
    mark("[$U#L").length(2).bytes(1, 255);
    mark("[$I#L").length(1).bytes(0x80, 0);
    mark("[$l#L").length(1).bytes(0x7f, 0xff, 0xff, 0xff);
    mark("[$L#L").length(1).length(-5);
    var source = source();
    assertThat(source.integers()).containsExactly(1, -1);
    assertThat(source.integers()).containsExactly(1, 255);
    assertThat(source.integers()).containsExactly(-32768);
    assertThat(source.integers()).containsExactly(Integer.MAX_VALUE);
    assertThat(source.integers()).containsExactly(-5);
    source.requireEnd();
  }

  @Test
  void genericArraysOfIntegersAreReadWithAndWithoutALength() {
    mark("[#L").length(3);
    mark("i").bytes(7);
    mark("T");
    mark("L").length(9);
    mark("[i").bytes(7);
    mark("F");
    mark("]");
    var source = source();
    assertThat(source.integers()).containsExactly(7, 1, 9);
    assertThat(source.integers()).containsExactly(7, 0);
    source.requireEnd();
  }

  @Test
  void everyArrayOfNumbersIsRead() {
    mark("[$d#L").length(2);
    out.putFloat(0.1f).putFloat(Float.NaN);
    mark("[$D#L").length(1);
    out.putDouble(0.1);
    mark("[d");
    out.putFloat(0.5f);
    mark("D");
    out.putDouble(0.25);
    mark("U").bytes(200);
    mark("L").length(1L << 40);
    mark("]");
    var source = source();
    assertThat(source.floats()).containsExactly(0.1f, Float.NaN);
    assertThat(source.floats()).containsExactly(0.1f);
    assertThat(source.floats()).containsExactly(0.5f, 0.25f, 200, 0x1p40f);
    source.requireEnd();
  }

  @Test
  void everyValueCanBePassedOver() {
    mark("{").key("a");
    mark("S").mark("L").length(2).mark("xy").key("b");
    mark("[$d#L").length(1);
    out.putFloat(1);
    key("c").mark("[TFZCxi").bytes(1);
    mark("D");
    out.putDouble(1);
    mark("[#L").length(1).mark("{}").mark("]").key("d").mark("I").bytes(1, 2).mark("}");
    var source = source();
    source.skip();
    source.requireEnd();
  }

  @Test
  void aClaimedLengthIsNotBelieved() {
    mark("[$d#L").length(Long.MAX_VALUE);
    assertThatThrownBy(() -> source().floats())
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "$ (byte 13): found the length 9223372036854775807, expected at most the 0 that can"
                + " follow");
  }

  @Test
  void aNegativeLengthIsRefused() {
    mark("[#L").length(-1);
    assertThatThrownBy(() -> source().floats())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("found the length -1");
  }

  @Test
  void elementsWithoutBytesAreRefused() {
    mark("[$Z#L").length(1_000_000_000_000L);
    assertThatThrownBy(() -> source().skip())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("found null, expected one of the number types");
  }

  @Test
  void integersThatDoNotFitAreRefused() {
    mark("[$L#L").length(1).length(1L << 31);
    assertThatThrownBy(() -> source().integers())
        .hasMessageContaining("found 2147483648, expected an integer of 32 bits");
  }

  @Test
  void deepNestingIsRefused() {
    mark("[".repeat(50_000));
    assertThatThrownBy(() -> source().skip())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("found containers nested deeper than 64");
  }

  @Test
  void thePathLeadsToTheValue() {
    mark("{").key("a").mark("[#L").length(2).mark("{}").mark("{").key("b").mark("T");
    var source = source();
    source.enterObject();
    source.nextKey();
    source.enterArray();
    source.nextElement();
    source.skip();
    source.nextElement();
    source.enterObject();
    source.nextKey();
    assertThat(source.path()).isEqualTo("$.a[1].b");
    assertThatThrownBy(source::string)
        .hasMessage("$.a[1].b (byte 35): found a boolean, expected a string");
  }

  @Test
  void whatFollowsTheModelIsRefused() {
    byte[] model = Fixtures.bytes("oracle/single-leaf-3.2.0.ubj");
    byte[] longer = Arrays.copyOf(model, model.length + 3);
    assertThatThrownBy(() -> Model.read("model.ubj", longer))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("found 3 bytes more, expected the end of the file");
  }

  private UbjsonSourceTest mark(String markers) {
    out.put(markers.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private UbjsonSourceTest length(long length) {
    out.putLong(length);
    return this;
  }

  private UbjsonSourceTest key(String key) {
    return mark("L").length(key.length()).mark(key);
  }

  private UbjsonSourceTest bytes(int... values) {
    for (int value : values) {
      out.put((byte) value);
    }
    return this;
  }

  private UbjsonSource source() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return new UbjsonSource(bytes);
  }
}
