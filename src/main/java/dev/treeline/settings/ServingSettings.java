package dev.treeline.settings;

import java.util.Optional;

/// How requests are answered.
///
/// @param defaultAccept media type of replies to callers that accept anything, `text/csv` or
///   `application/json`; empty when the operator has not said it, so that each request's own type
///   decides
/// @param maxContentLength longest accepted body, in bytes
/// @param ensemble whether several models of a package answer together; otherwise the first by name
///   answers alone
/// @param port where the local server listens; Lambda has none
public record ServingSettings(
    Optional<String> defaultAccept, int maxContentLength, boolean ensemble, int port) {}
