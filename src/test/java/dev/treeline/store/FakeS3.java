package dev.treeline.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 as far as Treeline asks for it: one bucket, path-style, list by pages, get, put.
public final class FakeS3 implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final HttpServer server;
  private final String bucket;
  private final int page;
  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean broken;
  private volatile boolean forbidden;

  /// @param page entries of one listing page
  public FakeS3(String bucket, int page) {
    this.bucket = bucket;
    this.page = page;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// What stores need to reach this server.
  public S3Access access() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new S3Access(
        () ->
            S3Client.builder()
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())),
        Map.of("AWS_ENDPOINT_URL_S3", url));
  }

  /// Objects by key.
  public NavigableMap<String, byte[]> objects() {
    return objects;
  }

  /// Every request so far: method and what follows the host.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// From now on every request is answered with 503.
  public void breakDown() {
    broken = true;
  }

  /// From now on every request is answered with 403.
  public void forbid() {
    forbidden = true;
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      requests.add(http.getRequestMethod() + " " + http.getRequestURI());
      String path = http.getRequestURI().getPath();
      String key = path.substring(Math.min(path.length(), bucket.length() + 2));
      if (broken) {
        answer(http, 503, error("SlowDown"));
      } else if (forbidden) {
        answer(http, 403, error("AccessDenied"));
      } else if (!path.startsWith("/" + bucket)) {
        answer(http, 404, error("NoSuchBucket"));
      } else if (http.getRequestMethod().equals("PUT")) {
        put(http, key);
      } else if (key.isEmpty()) {
        answer(http, 200, list(query(http)));
      } else if (query(http).containsKey("versionId")) {
        // A version is an object of its own here, behind its key and an @.
        byte[] old = objects.get(key + "@" + query(http).get("versionId"));
        answer(http, old == null ? 404 : 200, old == null ? error("NoSuchVersion") : old);
      } else if (objects.containsKey(key)) {
        http.getResponseHeaders().set("ETag", tag(key));
        answer(http, 200, objects.getOrDefault(key, NOTHING));
      } else {
        answer(http, 404, error("NoSuchKey"));
      }
    }
  }

  /// Looks at the condition and writes in one step, as S3 does since 2024.
  private void put(HttpExchange http, String key) throws IOException {
    byte[] body = body(http);
    String match = http.getRequestHeaders().getFirst("If-Match");
    String noneMatch = http.getRequestHeaders().getFirst("If-None-Match");
    synchronized (objects) {
      if (match != null && !objects.containsKey(key)) {
        answer(http, 404, error("NoSuchKey"));
      } else if (match != null ? !match.equals(tag(key)) : isThere(noneMatch, key)) {
        answer(http, 412, error("PreconditionFailed"));
      } else {
        objects.put(key, body);
        http.getResponseHeaders().set("ETag", tag(key));
        answer(http, 200, NOTHING);
      }
    }
  }

  private boolean isThere(@Nullable String noneMatch, String key) {
    return noneMatch != null && objects.containsKey(key);
  }

  private String tag(String key) {
    return "\"%08x\"".formatted(Arrays.hashCode(objects.getOrDefault(key, NOTHING)));
  }

  private byte[] list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    List<String> keys =
        objects.tailMap(query.getOrDefault("continuation-token", ""), false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .toList();
    List<String> shown = keys.subList(0, Math.min(page, keys.size()));
    boolean more = shown.size() < keys.size();
    String contents =
        shown.stream()
            .map(
                key ->
                    "<Contents><Key>%s</Key><Size>%d</Size></Contents>"
                        .formatted(key, objects.getOrDefault(key, NOTHING).length))
            .collect(Collectors.joining());
    String next =
        more ? "<NextContinuationToken>" + shown.getLast() + "</NextContinuationToken>" : "";
    return xml(
        "<ListBucketResult><IsTruncated>"
            + more
            + "</IsTruncated>"
            + next
            + contents
            + "</ListBucketResult>");
  }

  private static Map<String, String> query(HttpExchange http) {
    return Stream.of(String.valueOf(http.getRequestURI().getRawQuery()).split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  /// The body, out of the SDK's chunks when it sends any: `size;signature CRLF data CRLF`.
  private static byte[] body(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readAllBytes();
    if (!http.getRequestHeaders().containsKey("x-amz-decoded-content-length")) {
      return body;
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String head = new String(Arrays.copyOfRange(body, at, end), StandardCharsets.US_ASCII);
      int size = Integer.parseInt(head.split(";", 2)[0], 16);
      if (size == 0) {
        return data.toByteArray();
      }
      data.write(body, end + 2, size);
      at = end + 2 + size + 2;
    }
  }

  private static byte[] error(String code) {
    return xml("<Error><Code>" + code + "</Code><Message>as scripted</Message></Error>");
  }

  private static byte[] xml(String text) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange http, int status, byte[] body) throws IOException {
    http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      http.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// The keys that a listing asked for, page by page.
  List<String> listings() {
    List<String> listings = new ArrayList<>(requests);
    listings.removeIf(request -> !request.contains("list-type=2"));
    return listings;
  }
}
