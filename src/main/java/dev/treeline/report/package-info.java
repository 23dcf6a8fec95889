/// Every file that the monitor writes or reads back, and the page, as text; no I/O.
@NullMarked
package dev.treeline.report;

import org.jspecify.annotations.NullMarked;
