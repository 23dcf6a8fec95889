/// Faults on purpose: see `ArchitectureTest`.
@NullMarked
package planted.forest;

import org.jspecify.annotations.NullMarked;
