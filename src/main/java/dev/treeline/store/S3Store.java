package dev.treeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of one bucket below one prefix. A listing asks for the next page when it gets there.
public final class S3Store implements Store {
  private final String bucket;
  private final String start;
  private final S3Access access;

  /// @param prefix start of all keys without `/` at either end; empty for the whole bucket
  /// @param access where the client comes from
  public S3Store(String bucket, String prefix, S3Access access) {
    this.bucket = bucket;
    this.start = prefix.isEmpty() ? "" : prefix + "/";
    this.access = access;
  }

  @Override
  public Stream<Entry> list(String prefix) throws IOException {
    Iterator<Entry> entries = new Entries(objects(prefix), address(prefix));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                entries, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        // Consoles make empty objects to show a folder.
        .filter(entry -> !entry.key().isEmpty() && !entry.key().endsWith("/"));
  }

  private Iterator<S3Object> objects(String prefix) throws IOException {
    try {
      return access
          .client()
          .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(start + prefix))
          .contents()
          .iterator();
    } catch (SdkException e) {
      throw failed("list", address(prefix), e);
    }
  }

  /// Objects as entries; trouble with a page names the place.
  private final class Entries implements Iterator<Entry> {
    private final Iterator<S3Object> objects;
    private final String address;

    Entries(Iterator<S3Object> objects, String address) {
      this.objects = objects;
      this.address = address;
    }

    @Override
    public boolean hasNext() {
      try {
        return objects.hasNext();
      } catch (SdkException e) {
        throw new UncheckedIOException(failed("list", address, e));
      }
    }

    @Override
    public Entry next() {
      S3Object object = objects.next();
      return new Entry(object.key().substring(start.length()), object.size());
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    try {
      return access.client().getObject(r -> r.bucket(bucket).key(start + key));
    } catch (NoSuchKeyException _) {
      throw new NoSuchFileException(address(key));
    } catch (SdkException e) {
      throw failed("open", address(key), e);
    }
  }

  /// Opens one version of an object.
  ///
  /// @throws NoSuchFileException if there is none, or the reader may not know
  InputStream open(String key, String version) throws IOException {
    String place = address(key) + ", version " + version;
    try {
      return access.client().getObject(r -> r.bucket(bucket).key(start + key).versionId(version));
    } catch (NoSuchKeyException _) {
      throw new NoSuchFileException(place);
    } catch (SdkException e) {
      throw failed("open", place, e);
    }
  }

  @Override
  public void put(String key, byte[] bytes, String contentType) throws IOException {
    try {
      access
          .client()
          .putObject(
              r -> r.bucket(bucket).key(start + key).contentType(contentType),
              RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw failed("put", address(key), e);
    }
  }

  @Override
  public Optional<Text> read(String key) throws IOException {
    try {
      ResponseBytes<GetObjectResponse> got =
          access.client().getObjectAsBytes(r -> r.bucket(bucket).key(start + key));
      return Optional.of(new Text(got.asUtf8String(), got.response().eTag()));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("open", address(key), e);
    }
  }

  @Override
  public boolean create(String key, String text) throws IOException {
    return putIf(key, text, request -> request.ifNoneMatch("*"));
  }

  @Override
  public boolean replace(String key, Text read, String text) throws IOException {
    return putIf(key, text, request -> request.ifMatch(read.tag()));
  }

  /// S3's conditional write: 412 says that the condition does not hold, 409 that another writer was
  /// at it in the same moment, 404 that what should be replaced is gone.
  private boolean putIf(String key, String text, Consumer<PutObjectRequest.Builder> condition)
      throws IOException {
    var request = PutObjectRequest.builder().bucket(bucket).key(start + key);
    condition.accept(request.contentType("application/json"));
    try {
      access
          .client()
          .putObject(request.build(), RequestBody.fromString(text, StandardCharsets.UTF_8));
      return true;
    } catch (SdkServiceException e) {
      if (e.statusCode() == 412 || e.statusCode() == 409 || e instanceof NoSuchKeyException) {
        return false;
      }
      throw failed("put", address(key), e);
    } catch (SdkException e) {
      throw failed("put", address(key), e);
    }
  }

  private String address(String key) {
    return "s3://" + bucket + "/" + start + key;
  }

  private static IOException failed(String verb, String address, SdkException e) {
    boolean forbidden = e instanceof SdkServiceException answer && answer.statusCode() == 403;
    return new IOException(
        "could not "
            + verb
            + " "
            + address
            + ": "
            + e.getMessage()
            + (forbidden ? "; " + needed(verb) : ""),
        e);
  }

  /// S3 says 403 for a missing object too, to a caller that may not list the bucket.
  private static String needed(String verb) {
    return verb.equals("put")
        ? "allow s3:PutObject on this key"
        : "allow s3:ListBucket on the bucket and s3:GetObject on the keys below this prefix";
  }
}
