package dev.treeline.local;

import dev.treeline.report.AuditFile;
import dev.treeline.report.AuditLine;
import dev.treeline.report.ProfileFile;
import dev.treeline.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/// That a new baseline was made of a window that was judged: one line in the audit file beside the
/// window's reports.
///
/// @param reports the folder of all reports
/// @param key of the audit file in it
/// @param window from when to when, as the line says it
/// @param oldBaseline digest of the baseline before; empty when there was none
/// @param reason in the words of who asked for it
record Rebaseline(
    World world, String reports, String key, String window, String oldBaseline, String reason) {

  /// Writes the line.
  ///
  /// @param files the new baseline
  /// @return what was done, for people
  String record(Map<String, byte[]> files) throws IOException {
    byte[] profile = files.getOrDefault(ProfileFile.NAME, new byte[0]);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("window", window);
    details.put("oldBaseline", oldBaseline);
    details.put("newBaseline", digest(profile));
    AuditLine line =
        new AuditLine(world.clock().instant(), AuditLine.REBASELINE, who(world), reason, details);
    Store store = Store.at(reports, world.s3());
    String text = AuditFile.append(existing(store), line);
    store.put(key, text.getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
    return "recorded in " + reports + "/" + key;
  }

  private String existing(Store store) throws IOException {
    try (InputStream in = store.open(key)) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      in.transferTo(text);
      return text.toString(StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  /// Who runs the command, as far as the environment says.
  static String who(World world) {
    return world
        .environment()
        .getOrDefault("USER", world.environment().getOrDefault("LOGNAME", ""));
  }

  /// A baseline's CRC-32 as 8 hex digits, as captured lines name the baseline of their model; empty
  /// for no bytes.
  static String digest(byte[] profile) {
    if (profile.length == 0) {
      return "";
    }
    CRC32 crc = new CRC32();
    crc.update(profile);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
