/// A file of XGBoost, in any format it ever had, to a plain document of what it says.
///
/// [dev.treeline.booster.ModelFile] is the way in. Nothing is checked here but the shape; whether a
/// document makes sense is judged where it is used.
@NullMarked
package dev.treeline.booster;

import org.jspecify.annotations.NullMarked;
