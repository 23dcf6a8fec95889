package dev.treeline.forest;

/// What a feature does in a model's trees: XGBoost's importances. Gain and cover are NaN where the
/// file has none, and where no split looks at the feature.
///
/// @param name as the file says it, otherwise `f` and the number
/// @param type `float`, `int`, `q`, `i` or `c` as the file says it; empty when it says none
/// @param categories how many it has, where the file names them; otherwise 0
/// @param weight splits that look at it
/// @param gain the mean loss reduction of these splits
/// @param cover the mean sum of second derivatives of the training rows that reached these splits
public record FeatureUse(
    String name, String type, int categories, long weight, double gain, double cover) {}
