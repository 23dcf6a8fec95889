package dev.treeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void makeStore() throws IOException {
    Files.writeString(folder.resolve("secret"), "outside");
    store = new FolderStore(Files.createDirectory(folder.resolve("root")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret", "a/../../secret", "a/../b", "/etc/passwd", "", ".", "a//b", "a/"})
  void noKeyLeadsOutOfTheFolder(String key) {
    assertThatThrownBy(() -> store.open(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.put(key, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a file below");
    assertThat(folder.resolve("secret")).hasContent("outside");
  }

  @Test
  void noSymbolicLinkLeadsOutOfTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("root/link"), folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("root/up"), folder);
    assertThatThrownBy(() -> store.open("link"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a symbolic link takes to " + folder.resolve("secret").toRealPath());
    assertThatThrownBy(() -> store.put("up/secret", new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("secret")).hasContent("outside");
  }

  @Test
  void aLinkToTheRootItselfIsFine() throws IOException {
    store.put("a", new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("alias"), folder.resolve("root"));
    try (var in = new FolderStore(link).open("a")) {
      assertThat(in.readAllBytes()).containsExactly(1);
    }
  }

  @Test
  void aPutLeavesNothingButTheFileAndOthersMayReadIt() throws IOException {
    store.put("a/b", new byte[] {1});
    try (Stream<Path> files = Files.list(folder.resolve("root/a"))) {
      assertThat(files).extracting(path -> path.getFileName().toString()).containsExactly("b");
    }
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("root/a/b")))
        .contains(PosixFilePermission.OWNER_READ)
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void unfinishedFilesAreNotListed() throws IOException {
    store.put("a", new byte[] {1});
    Files.writeString(folder.resolve("root/.unfinished-1"), "half");
    try (Stream<Store.Entry> entries = store.list("")) {
      assertThat(entries).extracting(Store.Entry::key).containsExactly("a");
    }
  }

  @Test
  void aFileWhereAFolderShouldBeIsNamed() throws IOException {
    store.put("a", new byte[] {1});
    assertThatThrownBy(() -> store.put("a/b", new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("root/a");
  }
}
