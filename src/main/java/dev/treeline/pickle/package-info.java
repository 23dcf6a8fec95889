/// A Python pickle of an XGBoost model to the model in it, without executing what the pickle says.
///
/// [dev.treeline.pickle.PickledBooster] is the way in.
@NullMarked
package dev.treeline.pickle;

import org.jspecify.annotations.NullMarked;
