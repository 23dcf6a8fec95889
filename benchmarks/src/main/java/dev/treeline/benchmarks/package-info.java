/// Treeline beside its peers, on the same models and rows, in one run.
@NullMarked
package dev.treeline.benchmarks;

import org.jspecify.annotations.NullMarked;
