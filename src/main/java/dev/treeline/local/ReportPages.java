package dev.treeline.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The monitor's files under `/reports/…`, and `/reports/latest` for the newest page.
final class ReportPages extends Handler.Abstract {
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html; charset=utf-8", "json", "application/json", "jsonl", "text/plain");

  private final Path folder;
  private final String latest;
  private final String whenNone;

  /// @param folder what `/reports/` shows
  /// @param latest the newest page, relative to the folder
  /// @param whenNone what to say while there is no report
  ReportPages(Path folder, String latest, String whenNone) {
    this.folder = folder.toAbsolutePath().normalize();
    this.latest = latest;
    this.whenNone = whenNone;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getDecodedPath().substring("/reports".length());
    boolean newest = path.isEmpty() || path.equals("/") || path.equals("/latest");
    Path file = folder.resolve(newest ? latest : path.substring(1)).normalize();
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response
        .getHeaders()
        .put(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    if (file.startsWith(folder) && Files.isRegularFile(file)) {
      response.getHeaders().put("Content-Type", type(file));
      response.write(true, java.nio.ByteBuffer.wrap(Files.readAllBytes(file)), callback);
      return true;
    }
    response.setStatus(404);
    response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
    response.write(
        true,
        StandardCharsets.UTF_8.encode((newest ? whenNone : "no such report") + "\n"),
        callback);
    return true;
  }

  private static String type(Path file) {
    String name = file.toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
