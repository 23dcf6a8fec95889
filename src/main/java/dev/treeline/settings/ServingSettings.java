package dev.treeline.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How requests are answered.
///
/// @param defaultAccept media type of replies to callers that accept anything; empty when the
///   operator has not said it, so that each request's own type decides
/// @param selectedOutputs SageMaker's keys of selectable output, in the operator's order, such as
///   `predicted_label`; empty for plain predictions
/// @param batch whether a batch transform calls, which wants a line a value and nothing around it
/// @param maxContentLength longest accepted body, in bytes
/// @param ensemble whether several models of a package answer together; otherwise the first by name
///   answers alone
/// @param absentIsMissing whether a row of named features may leave some out; otherwise that is an
///   error
/// @param libsvmBase what the first feature is called in libsvm text
/// @param corsOrigins origins whose pages may call; `*` for any
/// @param logPayloads whether log lines hold what was asked and answered
/// @param scoreMetrics whether log lines carry the scores' count and sums as metrics
/// @param port where the local server listens; Lambda has none
public record ServingSettings(
    Optional<String> defaultAccept,
    List<String> selectedOutputs,
    boolean batch,
    int maxContentLength,
    boolean ensemble,
    boolean absentIsMissing,
    LibsvmBase libsvmBase,
    Set<String> corsOrigins,
    boolean logPayloads,
    boolean scoreMetrics,
    int port) {

  public ServingSettings {
    selectedOutputs = List.copyOf(selectedOutputs);
    corsOrigins = Set.copyOf(corsOrigins);
  }

  /// What the first feature is called in libsvm text.
  public enum LibsvmBase {
    /// As SageMaker's container has it: 1 where the smallest index of the body is 1 or more,
    /// otherwise 0.
    AUTO,
    /// 0.
    ZERO,
    /// 1.
    ONE
  }
}
