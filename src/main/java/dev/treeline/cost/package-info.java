/// What an endpoint costs a month, from a table of prices.
@NullMarked
package dev.treeline.cost;

import org.jspecify.annotations.NullMarked;
