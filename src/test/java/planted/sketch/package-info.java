/// Faults on purpose: see `ArchitectureTest`.
@NullMarked
package planted.sketch;

import org.jspecify.annotations.NullMarked;
