package dev.treeline.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.store.Store;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The right to work on the windows of one schedule: `{endpoint}/{schedule}/lock.json` beside the
/// reports, with an owner and the instant at which the right ends.
///
/// Taken by a conditional write, so of two that try at once one gets it. An owner that died leaves
/// a lock that ends by itself; one that comes back under its old name, as a repeated invocation of
/// Lambda does, takes it at once. It keeps two runs from doing the same work; what keeps a result
/// right when a lock was lost is that runs are repeatable and that the watermark moves only from
/// where it was read.
final class RunLock {
  static final String NAME = "lock.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final String key;

  RunLock(Store store, String key) {
    this.store = store;
    this.key = key;
  }

  /// What became of an attempt.
  sealed interface Attempt {
    /// The lock is ours until it is closed, or until its end.
    record Taken(Hold hold) implements Attempt {}

    /// Somebody else has it.
    record Busy(String owner, Instant until) implements Attempt {}
  }

  /// A lock that is held.
  record Hold(RunLock lock, String text) implements AutoCloseable {
    /// Lets go of it, unless somebody else has it by now.
    @Override
    public void close() throws IOException {
      Optional<Store.Text> there = lock.store.read(lock.key);
      if (there.isPresent() && there.get().text().equals(text)) {
        // Overwritten and not deleted: deleting asks for a permission of its own. Lost to somebody
        // else in this moment, it is theirs.
        boolean _ = lock.store.replace(lock.key, there.get(), RunLock.text("", Instant.EPOCH));
      }
    }
  }

  /// Tries to take the lock.
  ///
  /// @param turn who takes it, when, and until when
  Attempt take(Turn turn) throws IOException {
    String mine = text(turn.owner(), turn.until());
    Optional<Store.Text> there = store.read(key);
    if (there.isPresent()) {
      Attempt.Busy held = parse(there.get().text());
      if (turn.now().isBefore(held.until()) && !held.owner().equals(turn.owner())) {
        return held;
      }
    }
    boolean written =
        there.isPresent() ? store.replace(key, there.get(), mine) : store.create(key, mine);
    return written ? new Attempt.Taken(new Hold(this, mine)) : afterRefusal(mine);
  }

  /// A write may have arrived although its answer was lost; the client then tried it again and was
  /// refused by its own first attempt.
  private Attempt afterRefusal(String mine) throws IOException {
    Optional<Store.Text> there = store.read(key);
    if (there.isEmpty()) {
      return new Attempt.Busy("", Instant.EPOCH);
    }
    return there.get().text().equals(mine)
        ? new Attempt.Taken(new Hold(this, mine))
        : parse(there.get().text());
  }

  private static String text(String owner, Instant until) {
    return JSON.createObjectNode()
            .put("version", 1)
            .put("owner", owner)
            .put("until", until.toString())
            .toString()
        + "\n";
  }

  /// A file that is no lock binds nobody.
  private static Attempt.Busy parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new Attempt.Busy(
          json.path("owner").asText(), Instant.parse(json.path("until").asText()));
    } catch (JsonProcessingException | DateTimeException _) {
      return new Attempt.Busy("", Instant.EPOCH);
    }
  }
}
