package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a folder and S3 promise alike.
class StoreLawsTest {
  @TempDir Path folder;
  private FakeS3 s3;

  @BeforeEach
  void start() {
    s3 = new FakeS3("bucket", 2);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private Store store(String kind) {
    String location =
        kind.equals("folder") ? folder.resolve("store").toString() : "s3://bucket/a/b";
    return Store.at(location, s3.access());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> keys(Store store, String prefix) throws IOException {
    try (Stream<Store.Entry> entries = store.list(prefix)) {
      return entries.map(Store.Entry::key).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void whatWasPutIsOpenedAgain(String kind) throws IOException {
    Store store = store(kind);
    byte[] all = new byte[200_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31);
    }
    store.put("x/y/file.bin", all);
    store.put("empty", new byte[0], "text/plain");
    try (InputStream in = store.open("x/y/file.bin")) {
      assertThat(in.readAllBytes()).isEqualTo(all);
    }
    try (InputStream in = store.open("empty")) {
      assertThat(in.readAllBytes()).isEmpty();
    }
    try (Stream<Store.Entry> entries = store.list("x/")) {
      assertThat(entries).containsExactly(new Store.Entry("x/y/file.bin", 200_000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void aSecondPutReplacesTheFirst(String kind) throws IOException {
    Store store = store(kind);
    store.put("report.json", bytes("old and longer"));
    store.put("report.json", bytes("new"));
    try (InputStream in = store.open("report.json")) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("new"));
    }
    assertThat(keys(store, "")).containsExactly("report.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void listingIsSortedByWholeKeysAndKeepsToItsPrefix(String kind) throws IOException {
    Store store = store(kind);
    // "a-b" stands before "a/…" since "-" is less than "/"; a walk by folder would say otherwise.
    for (String key : List.of("a/z", "a-b", "a/c/d", "a", "ab/c", "b", "a.c", "é", "a/b")) {
      if (kind.equals("s3") || !key.equals("a")) {
        store.put(key, bytes(key));
      }
    }
    assertThat(keys(store, ""))
        .filteredOn(key -> !key.equals("a"))
        .containsExactly("a-b", "a.c", "a/b", "a/c/d", "a/z", "ab/c", "b", "é");
    assertThat(keys(store, "a/")).containsExactly("a/b", "a/c/d", "a/z");
    assertThat(keys(store, "a/c")).containsExactly("a/c/d");
    assertThat(keys(store, "a/c/d/e")).isEmpty();
    assertThat(keys(store, "nothing/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void aFileThatIsNotThereIsNamed(String kind) {
    assertThatThrownBy(() -> store(kind).open("no/such"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith("/no/such");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void anEmptyStoreListsNothing(String kind) throws IOException {
    assertThat(keys(store(kind), "")).isEmpty();
    assertThat(Files.exists(folder.resolve("store"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void aFileIsCreatedOnceAndReplacedOnlyByWhoReadTheLastOne(String kind) throws IOException {
    Store store = store(kind);
    assertThat(store.read("x/lock.json")).isEmpty();
    assertThat(store.create("x/lock.json", "é1")).isTrue();
    assertThat(store.create("x/lock.json", "2")).isFalse();

    Store.Text first = store.read("x/lock.json").orElseThrow();
    assertThat(first.text()).isEqualTo("é1");
    assertThat(store.replace("x/lock.json", first, "3")).isTrue();
    assertThat(store.replace("x/lock.json", first, "4")).isFalse();
    assertThat(store.replace("x/other.json", first, "4")).isFalse();
    assertThat(store.read("x/lock.json").orElseThrow().text()).isEqualTo("3");
    assertThat(keys(store, "")).containsExactly("x/lock.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "s3"})
  void ofManyWhoWriteAtOnceOneSucceeds(String kind) throws Exception {
    Store store = store(kind);
    assertThat(successes(i -> store.create("lock.json", "creator " + i))).isOne();
    Store.Text read = store.read("lock.json").orElseThrow();
    assertThat(successes(i -> store.replace("lock.json", read, "replacer " + i))).isOne();
  }

  private interface Attempt {
    boolean make(int number) throws IOException;
  }

  private static long successes(Attempt attempt) throws Exception {
    CyclicBarrier start = new CyclicBarrier(8);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        attempts.add(
            () -> {
              start.await();
              return attempt.make(number);
            });
      }
      long successes = 0;
      for (Future<Boolean> made : threads.invokeAll(attempts)) {
        successes += made.get() ? 1 : 0;
      }
      return successes;
    }
  }
}
