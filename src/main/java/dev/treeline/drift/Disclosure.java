package dev.treeline.drift;

import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.ValueCounts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Which values of the data may be read by people: the one rule for private data.
///
/// A feature on the list is *shown*: its values stand as they are. Of every other feature a value
/// that is text, or that is an example, is replaced by its *token*, such as `#1a2b3c4d`: the first
/// four bytes of HMAC-SHA-256 over the value under this baseline's salt. Equal values have equal
/// tokens, so that counting and comparing work on tokens as on values. It happens where values are
/// counted ([Column]), and everything behind that has tokens only. Numbers that are counted, summed
/// or cut into intervals are not replaced.
///
/// Immutable; may be shared by threads.
public final class Disclosure {
  /// Everything is shown: for data that is nobody's, as in tests.
  public static final Disclosure OPEN = of(Set.of(Disclosure.EVERY), new byte[] {0});

  /// Stands in the list for every feature.
  public static final String EVERY = "*";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern TOKEN = Pattern.compile("#[0-9a-f]{8}");

  private final Set<String> shown;
  private final byte[] salt;
  private final SecretKeySpec key;

  private Disclosure(Set<String> shown, byte[] salt) {
    this.shown = Set.copyOf(shown);
    this.salt = salt;
    this.key = new SecretKeySpec(salt, ALGORITHM);
  }

  /// A list and a salt.
  ///
  /// @param shown features whose values may be read; [#EVERY] for all
  /// @param salt of this baseline; at least one byte
  /// @throws IllegalArgumentException if the salt is empty
  public static Disclosure of(Collection<String> shown, byte[] salt) {
    if (salt.length == 0) {
      throw new IllegalArgumentException("salt: found no byte, expected at least one");
    }
    return new Disclosure(Set.copyOf(shown), salt.clone());
  }

  /// Nothing is shown, under a salt made of a baseline's own bytes: for a baseline that says
  /// nothing of either.
  public static Disclosure derived(String baseline) {
    try {
      byte[] bytes = baseline.getBytes(StandardCharsets.UTF_8);
      return of(Set.of(), MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// This rule with more features shown.
  public Disclosure showing(Collection<String> more) {
    var all = new TreeSet<>(shown);
    all.addAll(more);
    return new Disclosure(all, salt);
  }

  /// The features that are shown, sorted.
  public Set<String> shown() {
    return new TreeSet<>(shown);
  }

  /// The salt; a copy.
  public byte[] salt() {
    return salt.clone();
  }

  /// Whether a feature's values may be read.
  public boolean shows(String feature) {
    return shown.contains(feature) || shown.contains(EVERY);
  }

  /// A value that people will see: itself, or its token. A token stays what it is.
  public String text(String feature, String value) {
    return shows(feature) || TOKEN.matcher(value).matches() ? value : token(value);
  }

  /// A value's token. Text beyond the length that is kept of a category counts for nothing. The
  /// feature's name is no part of it, as one column may have two names: one here, one in
  /// SageMaker's files.
  public String token(String value) {
    return token(mac(), kept(value));
  }

  private static String kept(String value) {
    return value.length() > ValueCounts.LONGEST_TEXT
        ? value.substring(0, ValueCounts.LONGEST_TEXT)
        : value;
  }

  private static String token(Mac mac, String kept) {
    byte[] hash = mac.doFinal(kept.getBytes(StandardCharsets.UTF_8));
    return "#" + HexFormat.of().toHexDigits(ByteBuffer.wrap(hash).getInt());
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /// The rule for one column that is being counted.
  public Column column(String feature) {
    return new Column(this, feature);
  }

  /// What may be counted of one column's texts. Remembers the tokens of values that it met. Not
  /// thread-safe.
  public static final class Column {
    private static final int REMEMBERED = 2_000;

    private final boolean isShown;
    private final Map<String, String> tokens = new HashMap<>();
    private final Mac mac;

    private Column(Disclosure rule, String feature) {
      this.mac = rule.mac();
      this.isShown = rule.shows(feature);
    }

    /// Whether values are counted as they are.
    public boolean isShown() {
      return isShown;
    }

    /// What is counted of a text. Never takes a text for a token: who sends `#1a2b3c4d` is not
    /// counted as the category behind it.
    public String of(String text) {
      if (isShown) {
        return text;
      }
      String known = tokens.get(text);
      if (known != null) {
        return known;
      }
      String token = token(mac, kept(text));
      if (tokens.size() < REMEMBERED && text.length() <= ValueCounts.LONGEST_TEXT) {
        tokens.put(text, token);
      }
      return token;
    }

    /// What is counted of a number where the baseline holds texts.
    public String of(double number) {
      return of(ColumnSketch.text(number));
    }
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Disclosure other
        && shown.equals(other.shown)
        && Arrays.equals(salt, other.salt);
  }

  @Override
  public int hashCode() {
    return shown.hashCode();
  }

  @Override
  public String toString() {
    return "shows " + shown();
  }
}
