package dev.treeline.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
  private static final String DIGEST = "0".repeat(64);

  @Test
  void digestIsThatOfTheListOfDigests() {
    // echo -n abc | sha256sum
    assertThat(Release.of("/r", "0.1.0", "abc".getBytes(StandardCharsets.UTF_8)).digest())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://x", "https://x\"; rm", "https://x$(y)", "x", "/a`b", "/a\nb"})
  void placeThatWouldRunInAScriptIsRefused(String from) {
    assertThatThrownBy(() -> new Release(from, "0.1.0", DIGEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("where releases are: found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "1.0/..", "1.0$x"})
  void versionThatIsNoneIsRefused(String version) {
    assertThatThrownBy(() -> new Release("/r", version, DIGEST))
        .hasMessageStartingWith("version: found");
  }

  @Test
  void pageIsNoListOfDigests() {
    assertThat(Release.isSums((DIGEST + "  a.zip\n").getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(Release.isSums("<html>".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Release.isSums(new byte[0])).isFalse();
  }
}
