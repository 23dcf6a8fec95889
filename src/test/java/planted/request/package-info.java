/// Faults on purpose: see `ArchitectureTest`.
@NullMarked
package planted.request;

import org.jspecify.annotations.NullMarked;
