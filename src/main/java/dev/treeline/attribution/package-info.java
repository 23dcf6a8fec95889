/// What each feature of a row added to its margins: exact Shapley values of trees, fast.
///
/// [dev.treeline.attribution.Attribution] is the way in; `docs/decisions/005-attributions.md` says
/// how it works.
@NullMarked
package dev.treeline.attribution;

import org.jspecify.annotations.NullMarked;
