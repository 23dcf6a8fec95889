package dev.treeline.settings;

/// What Lambda tells every function about its surroundings.
///
/// @param runtimeApi host and port of the Runtime API; empty outside Lambda
/// @param concurrent whether one environment serves several requests at once, and so is not frozen
///   between them
/// @param version the function's own, a number or `$LATEST`; empty outside Lambda
public record Platform(String runtimeApi, boolean concurrent, String version) {}
