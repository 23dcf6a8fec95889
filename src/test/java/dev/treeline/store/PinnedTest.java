package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  // printf old | sha256sum
  private static final String SHA_256 =
      "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4";

  private final FakeS3 s3 = new FakeS3("models", 10);

  @AfterEach
  void close() {
    s3.close();
  }

  @Test
  void pinnedVersionIsServedAlthoughThereIsANewerOne() throws IOException {
    s3.objects().put("fraud/m.json", NEW);
    s3.objects().put("fraud/m.json@v1", OLD);
    String pinned = "s3://models/fraud/m.json?versionId=v1&sha256=" + SHA_256;
    assertThat(PackageFiles.read(pinned, s3.access()).get("model.json")).isEqualTo(OLD);
    assertThat(s3.requests()).as("nothing is listed").hasSize(1);
  }

  @Test
  void bytesOfAnotherDigestAreRefused() {
    s3.objects().put("fraud/m.json@v1", NEW);
    assertThatThrownBy(
            () ->
                PackageFiles.read(
                    "s3://models/fraud/m.json?versionId=v1&sha256=" + SHA_256, s3.access()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://models/fraud/m.json: found SHA-256 ")
        .hasMessageContaining("expected " + SHA_256);
  }

  @Test
  void versionThatIsNotThereIsMissed() {
    s3.objects().put("fraud/m.json", NEW);
    assertThatThrownBy(
            () -> PackageFiles.read("s3://models/fraud/m.json?versionId=v9", s3.access()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fraud/m.json, version v9");
  }

  @Test
  void eitherPinMayBeAbsent() {
    assertThat(Pinned.parse("s3://models/a/b.tar.gz?versionId=v.1_-"))
        .isEqualTo(new Pinned("models", "a/b.tar.gz", Optional.of("v.1_-"), Optional.empty()));
    assertThat(Pinned.parse("s3://models/b?sha256=" + SHA_256).sha256()).contains(SHA_256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://models/a?",
        "s3://models/a?version=1",
        "s3://models/a?versionId=",
        "s3://models/a?sha256=ABC",
        "s3://models/?versionId=1",
        "s3://models/a/?versionId=1",
        "s3://models/a?versionId=1&sha256=" + SHA_256 + "&more=1"
      })
  void otherPinsAreRefused(String location) {
    assertThatThrownBy(() -> Pinned.parse(location))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected s3://bucket/key?versionId=V&sha256=H");
  }
}
