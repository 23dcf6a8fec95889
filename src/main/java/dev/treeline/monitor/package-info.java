/// The scheduled job: captures and a baseline to reports and metrics.
@NullMarked
package dev.treeline.monitor;

import org.jspecify.annotations.NullMarked;
