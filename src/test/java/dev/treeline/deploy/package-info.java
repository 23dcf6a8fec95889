/// What is deployed, tested as it is deployed: the template, and the built functions under Lambda's
/// own Runtime Interface Client.
@NullMarked
package dev.treeline.deploy;

import org.jspecify.annotations.NullMarked;
