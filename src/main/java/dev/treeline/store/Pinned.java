package dev.treeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An object of S3 that is to be one version of it, with one content:
/// `s3://bucket/key?versionId=V&sha256=H`, either of which may be absent.
///
/// Whoever can write to the bucket can then change nothing that is served.
///
/// @param bucket the bucket's name
/// @param key the object's
/// @param version S3's id of the version
/// @param sha256 of its bytes, in 64 hex digits
record Pinned(String bucket, String key, Optional<String> version, Optional<String> sha256) {
  private static final class Patterns {
    static final Pattern PINNED =
        Pattern.compile(
            "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/([^?]*[^?/])"
                + "\\?(?:versionId=([A-Za-z0-9._-]+))?&?(?:sha256=([0-9a-f]{64}))?");
  }

  /// Whether a location has a pin, right or wrong.
  static boolean isPinned(String location) {
    return location.startsWith("s3://") && location.indexOf('?') >= 0;
  }

  /// @throws IllegalArgumentException if it is no such location
  static Pinned parse(String location) {
    Matcher found = Patterns.PINNED.matcher(location);
    if (!found.matches() || (found.group(3) == null && found.group(4) == null)) {
      throw new IllegalArgumentException(
          "location: found \""
              + location
              + "\", expected s3://bucket/key?versionId=V&sha256=H, H of 64 hex digits in lower"
              + " case");
    }
    return new Pinned(
        found.group(1),
        found.group(2),
        Optional.ofNullable(found.group(3)),
        Optional.ofNullable(found.group(4)));
  }

  /// The object's bytes.
  ///
  /// @throws IOException if they are others than they should be, or cannot be read
  byte[] read(S3Access s3) throws IOException {
    S3Store store = new S3Store(bucket, "", s3);
    String place = "s3://" + bucket + "/" + key;
    byte[] bytes;
    try (InputStream in = version.isPresent() ? store.open(key, version.get()) : store.open(key)) {
      bytes = PackageFiles.bounded(in, PackageFiles.mostBytes(), place);
    }
    String digest = HexFormat.of().formatHex(digestOf().digest(bytes));
    if (sha256.isPresent() && !sha256.get().equals(digest)) {
      throw new IOException(
          place
              + ": found SHA-256 "
              + digest
              + ", expected "
              + sha256.get()
              + ", as was asked for");
    }
    return bytes;
  }

  private static MessageDigest digestOf() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
