package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3StoreTest {
  private FakeS3 s3;

  @BeforeEach
  void start() {
    s3 = new FakeS3("bucket", 2);
    for (int i = 0; i < 5; i++) {
      s3.objects().put("p/" + i, new byte[i]);
    }
    s3.objects().put("p-other", new byte[1]);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void aListingAsksForTheNextPageOnlyWhenItGetsThere() throws IOException {
    try (Stream<Store.Entry> entries = Store.at("s3://bucket/p/", s3.access()).list("")) {
      Iterator<Store.Entry> iterator = entries.iterator();
      iterator.next();
      iterator.next();
      assertThat(s3.listings()).hasSize(1);
      assertThat(iterator).toIterable().hasSize(3);
      assertThat(s3.listings()).hasSize(3);
    }
  }

  @Test
  void folderMarkersAreNoFiles() throws IOException {
    s3.objects().put("p/", new byte[0]);
    s3.objects().put("p/sub/", new byte[0]);
    try (Stream<Store.Entry> entries = Store.at("s3://bucket/p", s3.access()).list("")) {
      assertThat(entries).extracting(Store.Entry::key).containsExactly("0", "1", "2", "3", "4");
    }
  }

  @Test
  void failuresNameTheObject() {
    Store store = Store.at("s3://bucket/p", s3.access());
    s3.breakDown();
    assertThatThrownBy(() -> store.open("1"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("could not open s3://bucket/p/1: ");
    assertThatThrownBy(() -> store.put("1", new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("could not put s3://bucket/p/1: ");
    assertThatThrownBy(() -> store.list("x"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("could not list s3://bucket/p/x: ");
  }

  @Test
  void aCallerWithoutPermissionIsToldWhichOneIsNeeded() {
    s3.forbid();
    assertThatThrownBy(() -> PackageFiles.read("s3://bucket/m/1", s3.access(), _ -> true))
        .hasStackTraceContaining("could not list s3://bucket/m/1/: ")
        .hasStackTraceContaining(
            "; allow s3:ListBucket on the bucket and s3:GetObject on the keys below this prefix");
    Store store = Store.at("s3://bucket/p", s3.access());
    assertThatThrownBy(() -> store.open("1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3:GetObject");
    assertThatThrownBy(() -> store.put("1", new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("; allow s3:PutObject on this key");
  }

  @Test
  void aListingThatBreaksHalfwaySaysSo() throws IOException {
    try (Stream<Store.Entry> entries = Store.at("s3://bucket/p", s3.access()).list("")) {
      Iterator<Store.Entry> iterator = entries.iterator();
      iterator.next();
      s3.breakDown();
      assertThatThrownBy(() -> iterator.forEachRemaining(_ -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("could not list s3://bucket/p/: ");
    }
  }

  @Test
  void noClientIsBuiltForAFolder() {
    S3Access never =
        new S3Access(
            () -> {
              throw new AssertionError("asked for a client");
            },
            Map.of());
    assertThat(Store.at("/tmp", never)).isInstanceOf(FolderStore.class);
    assertThat(Store.at("s3://bucket/x", never)).isInstanceOf(S3Store.class);
  }

  @Test
  void aLocationThatIsNeitherPathNorS3IsRefused() {
    assertThatThrownBy(() -> Store.at("https://bucket/x", s3.access()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("location: found \"https://bucket/x\", expected a path or s3://bucket/prefix");
    assertThat(Location.parse("s3://bucket//a/b//"))
        .isEqualTo(new Location.Bucket("bucket", "a/b"));
    assertThat(Location.parse("s3://bucket/").resolve("x"))
        .isEqualTo(new Location.Bucket("bucket", "x"));
  }
}
