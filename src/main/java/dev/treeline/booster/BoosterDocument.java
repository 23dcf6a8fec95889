package dev.treeline.booster;

/// What a model adds up: the leaves of trees, or weighted values.
public sealed interface BoosterDocument permits TreesDocument, LinearDocument {}
