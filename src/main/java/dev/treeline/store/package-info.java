/// Files in a folder or in S3: list, open, put.
@NullMarked
package dev.treeline.store;

import org.jspecify.annotations.NullMarked;
