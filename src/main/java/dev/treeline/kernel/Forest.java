package dev.treeline.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A compiled model of trees, in blocks of eight.
///
/// ```text
///   row ──RowPlan──▶ prepared row ──Block, Block, …──▶ leaves, added in the file's order
/// ```
///
/// A batch is scored some rows at a time, each block for all of them before the next: its nodes
/// stay in the fastest cache. Each row still adds its leaves in the file's order, so that a batch
/// has the bits of single rows.
///
/// Immutable but for the scratch of the last score, which the next one takes instead of allocating:
/// one instance serves every thread, and those that come at the same time allocate their own.
final class Forest implements Booster {
  /// Prepared rows that are scored together take about so much, half of a small first cache.
  private static final long BATCH_BYTES = 1 << 14;

  private static final int MOST_ROWS = 64;
  private static final int LEAST_ROWS = 4;

  private final RowPlan plan;
  private final Block[] blocks;
  private final int trees;

  /// Sums of a row.
  private final int groups;

  /// Rows of a batch that are scored together.
  private final int rowsTogether;

  private final AtomicReference<PreparedRow @Nullable []> spare = new AtomicReference<>();

  Forest(RowPlan plan, Block[] blocks, int trees, int groups) {
    this.plan = plan;
    this.blocks = blocks;
    this.groups = groups;
    this.trees = trees;
    rowsTogether = Math.clamp(BATCH_BYTES / plan.bytes(), LEAST_ROWS, MOST_ROWS);
  }

  @Override
  public int trees() {
    return trees;
  }

  @Override
  public void add(float[] row, float[] sums) {
    PreparedRow[] scratch = scratch(1);
    PreparedRow prepared = scratch[0];
    plan.prepare(row, 0, prepared);
    for (Block block : blocks) {
      block.add(prepared, sums, 0);
    }
    spare.setRelease(scratch);
  }

  @Override
  public void add(float[] rows, int count, int width, float[] sums) {
    PreparedRow[] scratch = scratch(Math.min(count, rowsTogether));
    for (int first = 0; first < count; first += rowsTogether) {
      int some = Math.min(rowsTogether, count - first);
      for (int r = 0; r < some; r++) {
        plan.prepare(rows, (first + r) * width, scratch[r]);
      }
      for (Block block : blocks) {
        for (int r = 0; r < some; r++) {
          block.add(scratch[r], sums, (first + r) * groups);
        }
      }
    }
    spare.setRelease(scratch);
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    PreparedRow[] scratch = scratch(1);
    plan.prepare(row, 0, scratch[0]);
    for (Block block : blocks) {
      block.leaves(scratch[0], leaves);
    }
    spare.setRelease(scratch);
  }

  /// At least so many prepared rows, which no other score has.
  private PreparedRow[] scratch(int rows) {
    PreparedRow[] last = spare.getAndSet(null);
    if (last != null && last.length >= rows) {
      return last;
    }
    var fresh = new PreparedRow[rows];
    for (int r = 0; r < rows; r++) {
      fresh[r] = last != null && r < last.length ? last[r] : plan.newRow();
    }
    return fresh;
  }

  /// How the trees are packed: what tests of the choice look at.
  List<Block> blocks() {
    return List.of(blocks);
  }
}
