/// Proof that the verdict can be trusted: quiet when nothing changed, loud when something did.
///
/// `benchmarks/trust` runs [dev.treeline.trust.Trust] at full length, the tests here run short
/// versions of the same; both go through the profile, the counts and the rules that the monitor
/// uses.
@org.jspecify.annotations.NullMarked
package dev.treeline.trust;
