/// A user's own project: the files that deploy one model with one release of Treeline.
@NullMarked
package dev.treeline.project;

import org.jspecify.annotations.NullMarked;
