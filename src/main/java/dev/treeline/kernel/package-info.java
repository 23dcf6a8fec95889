/// Checked trees or weights to flat arrays, and the loops that sum them: what bounds the time of a
/// score.
///
/// [dev.treeline.kernel.Booster] is the way in; `docs/decisions/004-kernel.md` says why it is so.
@NullMarked
package dev.treeline.kernel;

import org.jspecify.annotations.NullMarked;
