package dev.treeline.capture;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/// What capture takes from the world; entries make it, tests replace it.
///
/// @param clock the time, for file names and metrics
/// @param random for sampling, back-off and file names; must be thread-safe, and differ between
///   copies restored from one snapshot (`SecureRandom` does)
/// @param firehose gives a fresh `FirehoseClient.builder()`, not asked unless lines go to a stream.
///   A scoring function makes it a class of its own: linking a lambda loads its return type, and
///   ten more classes of the SDK with it, before the first reply
/// @param sleeper waits between attempts; `Thread::sleep`
/// @param out takes one line of text for standard output: metrics (EMF), notes, and the lines of
///   mode `log`
public record Surroundings(
    InstantSource clock,
    RandomGenerator random,
    Supplier<FirehoseClientBuilder> firehose,
    Sleeper sleeper,
    Consumer<String> out) {}
