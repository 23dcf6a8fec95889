package dev.treeline.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/// Puts lines on one Firehose stream: packed, newline-terminated, in calls within Firehose's
/// limits.
///
/// An [Effort] bounds attempts and time: a call is given up when its time is over.
///
/// A call that answers 200 may still have refused single records; only those are sent again, after
/// a jittered pause, as are whole calls that failed for a passing reason. After the last attempt
/// what is left is dropped. A record that the answer does not name has not arrived, as far as is
/// known. The SDK's own retries are off: they know nothing of single records.
final class FirehoseDelivery implements Delivery {
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final String stream;
  private final Surroundings world;
  private final Ledger ledger;
  private final Patience patience;
  private final OpenSockets sockets;
  private final FirehoseClient client;
  private volatile boolean warm;

  /// Builds the client.
  ///
  /// @throws SdkException if the environment names no region
  FirehoseDelivery(String stream, Surroundings world, Ledger ledger, Patience patience) {
    this.stream = stream;
    this.world = world;
    this.ledger = ledger;
    this.patience = patience;
    this.sockets = new OpenSockets(patience);
    this.client = client(world.firehose().get(), sockets);
  }

  private static FirehoseClient client(FirehoseClientBuilder builder, OpenSockets sockets) {
    return builder
        .httpClient(UrlConnectionHttpClient.create(sockets))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /// Puts no records on the stream: Firehose checks the signature and then refuses a call that
  /// carries nothing, so that everything but a record has been there and back.
  @Override
  public boolean prime() {
    try {
      put(List.of(), patience.first());
      warm = true;
      return true;
    } catch (SdkServiceException e) {
      warm = true;
      if (!"ValidationException".equals(code(e)) && !"InvalidArgumentException".equals(code(e))) {
        ledger.note("capture: stream " + stream + " will not take lines: " + reason(e));
      }
      return true;
    } catch (Throwable e) {
      ledger.note("capture: stream " + stream + " has not answered yet: " + e.getMessage());
      return false;
    }
  }

  private static String code(SdkServiceException e) {
    return e instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? String.valueOf(aws.awsErrorDetails().errorCode())
        : "";
  }

  @Override
  public boolean deliver(List<byte[]> lines, Effort effort) {
    long open = lines.size();
    boolean arrived = false;
    try {
      for (List<Packed> batch : Packed.batches(Packed.pack(lines))) {
        arrived |= deliverBatch(batch, effort);
        open -= lines(batch);
      }
    } catch (Throwable e) {
      // A class or memory that is missing must reach neither the score nor the flushing thread.
      ledger.dropped(open, "stream " + stream + ": " + e);
    }
    return arrived;
  }

  private boolean deliverBatch(List<Packed> batch, Effort effort) {
    List<Packed> left = batch;
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = put(left, effort.left());
      ledger.delivered(lines(left) - lines(outcome.failed()));
      left = outcome.failed();
      if (left.isEmpty()) {
        return true;
      }
      boolean again = outcome.passing() && attempt < effort.attempts() && !effort.left().over();
      if (!again || !pause(attempt, effort.left())) {
        ledger.dropped(lines(left), "stream " + stream + ": " + outcome.reason());
        return left.size() < batch.size();
      }
    }
  }

  /// What became of one call.
  ///
  /// @param failed records that did not arrive, as far as is known
  /// @param passing whether they may arrive next time
  private record Outcome(List<Packed> failed, boolean passing, String reason) {}

  private Outcome put(List<Packed> records, Countdown left) {
    if (left.over()) {
      return new Outcome(records, false, "no time was left for a call");
    }
    try {
      Duration usual = warm ? patience.later() : patience.first();
      return outcome(records, put(records, left.atMost(usual)));
    } catch (SdkServiceException e) {
      boolean passing = e.statusCode() >= 500 || e.isThrottlingException();
      return new Outcome(records, passing, reason(e));
    } catch (SdkException e) {
      // No answer: timeout, refused connection, no credentials.
      return new Outcome(records, true, reason(e));
    } catch (Throwable e) {
      // Whatever else the SDK throws, a class that cannot be loaded included.
      return new Outcome(records, false, e.toString());
    } finally {
      warm = true;
    }
  }

  private PutRecordBatchResponse put(List<Packed> records, Duration timeout) {
    return client.putRecordBatch(
        PutRecordBatchRequest.builder()
            .deliveryStreamName(stream)
            .records(
                records.stream()
                    .map(
                        r -> Record.builder().data(SdkBytes.fromByteArrayUnsafe(r.bytes())).build())
                    .toList())
            .overrideConfiguration(o -> o.apiCallTimeout(timeout))
            .build());
  }

  private static Outcome outcome(List<Packed> records, PutRecordBatchResponse response) {
    List<PutRecordBatchResponseEntry> answers = response.requestResponses();
    List<Packed> failed = new ArrayList<>();
    String reason = "found an answer for " + answers.size() + " of " + records.size() + " records";
    for (int i = 0; i < records.size(); i++) {
      if (i >= answers.size()) {
        failed.add(records.get(i));
      } else if (answers.get(i).errorCode() != null) {
        failed.add(records.get(i));
        reason = answers.get(i).errorCode() + ": " + answers.get(i).errorMessage();
      }
    }
    Integer count = response.failedPutCount();
    if (count != null && count > failed.size()) {
      // Some more have failed, and nobody says which.
      return new Outcome(records, true, "found FailedPutCount " + count + ", " + reason);
    }
    return new Outcome(List.copyOf(failed), true, reason);
  }

  private static String reason(SdkException e) {
    return String.valueOf(e.getMessage());
  }

  private static long lines(List<Packed> records) {
    return records.stream().mapToLong(Packed::lines).sum();
  }

  /// Waits longer each time, between half and the whole of it at random; false when told to stop.
  private boolean pause(int attempt, Countdown left) {
    long whole = FIRST_PAUSE_MILLIS << (attempt - 1);
    Duration pause = Duration.ofMillis(whole / 2 + world.random().nextLong(whole / 2 + 1));
    try {
      world.sleeper().sleep(left.atMost(pause));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void hangUp() {
    client.close();
    sockets.closeIdle();
  }

  @Override
  public void close() {
    client.close();
  }
}
