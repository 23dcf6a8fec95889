package dev.treeline.monitor;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/// One run of the job: whose it is, and how much time it has.
///
/// @param owner a name that no other run has; a repetition of the same run has it too
/// @param now the clock when it began
/// @param due by when windows are due: when the schedule came round, which may be a while ago
/// @param until when it will certainly have ended, well or badly
/// @param isEnding whether to stop at the next place where it can go on later
public record Turn(
    String owner, Instant now, Instant due, Instant until, BooleanSupplier isEnding) {}
