/// Faults on purpose: see `ArchitectureTest`.
@NullMarked
package planted.drift;

import org.jspecify.annotations.NullMarked;
