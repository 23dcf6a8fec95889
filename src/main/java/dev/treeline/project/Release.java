package dev.treeline.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The one release that a project is pinned to.
///
/// The digest is that of `SHA256SUMS`, which holds the digests of everything in the release: one
/// value stands for the functions, the template and the command lines of all systems.
///
/// @param from where releases are: a folder or an `https://` address that holds `v0.1.0/SHA256SUMS`
/// @param version such as `0.1.0`
/// @param digest 64 hexadecimal digits
public record Release(String from, String version, String digest) {
  private static final Pattern FROM =
      Pattern.compile("https://[!-~&&[^\"'`$\\\\]]+|/[^\"'`$\\\\\\p{Cntrl}]+");
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*(-[A-Za-z0-9.]+)?");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// Refuses what would not stand in a script as it is.
  public Release {
    check("where releases are", from, FROM, "an absolute folder or an https:// address");
    check("version", version, VERSION, "one such as 0.1.0");
    check("digest", digest, DIGEST, "64 hexadecimal digits");
  }

  private static void check(String what, String value, Pattern expected, String words) {
    if (!expected.matcher(value).matches()) {
      throw new IllegalArgumentException(what + ": found \"" + value + "\", expected " + words);
    }
  }

  /// The release whose list of digests this is.
  ///
  /// @param sums the bytes of `SHA256SUMS`
  public static Release of(String from, String version, byte[] sums) {
    return new Release(from, version, sha256(sums));
  }

  /// Where the list of digests is, below `from`.
  public static String sumsBelow(String version) {
    return "v" + version + "/SHA256SUMS";
  }

  /// Whether these bytes look like a list of digests: a wrong address often gives a page.
  public static boolean isSums(byte[] bytes) {
    return bytes.length > 0
        && new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .allMatch(line -> line.matches("[0-9a-f]{64} [ *][!-~]+"));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
