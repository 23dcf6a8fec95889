/// Treeline serves an XGBoost model, keeps what it was asked and what it answered, and tells its
/// owner when the world no longer looks like the training data.
///
/// ```text
///  event -> request -> payload -> forest -> reply    capture files -> payload -> sketch -> drift -> report
///               +----> capture -> Firehose -> S3 ..........^     (monitor runs this line on a schedule,
///                      local runs both lines in one process         publishes metrics, keeps history)
/// ```
@NullMarked
package dev.treeline;

import org.jspecify.annotations.NullMarked;
