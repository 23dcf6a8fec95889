/// Faults on purpose: see `ArchitectureTest`.
@NullMarked
package planted.payload;

import org.jspecify.annotations.NullMarked;
