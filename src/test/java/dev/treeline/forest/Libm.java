package dev.treeline.forest;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The machine's own `expf` and `logf`: the truth that [Glibc] is held to.
final class Libm {
  private static final MethodHandle EXPF = function("expf");
  private static final MethodHandle LOGF = function("logf");

  private Libm() {}

  static float expf(float x) {
    try {
      return (float) EXPF.invokeExact(x);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static float logf(float x) {
    try {
      return (float) LOGF.invokeExact(x);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // calling native code is the purpose
  private static MethodHandle function(String name) {
    var address = SymbolLookup.libraryLookup("libm.so.6", Arena.global()).find(name).orElseThrow();
    var type = FunctionDescriptor.of(ValueLayout.JAVA_FLOAT, ValueLayout.JAVA_FLOAT);
    return Linker.nativeLinker().downcallHandle(address, type, Linker.Option.critical(false));
  }
}
