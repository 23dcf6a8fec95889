/// The workbench: command line, server, training.
@NullMarked
package dev.treeline.local;

import org.jspecify.annotations.NullMarked;
