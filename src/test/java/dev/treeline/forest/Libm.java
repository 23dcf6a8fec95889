package dev.treeline.forest;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The machine's own functions: the truth that [Glibc] and [Softplus] are held to.
final class Libm {
  private static final MethodHandle EXPF = function("expf");
  private static final MethodHandle LOGF = function("logf");
  private static final MethodHandle LOG1PF = function("log1pf");
  private static final MethodHandle EXPM1F = function("expm1f");

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

  static float log1pf(float x) {
    try {
      return (float) LOG1PF.invokeExact(x);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static float expm1f(float x) {
    try {
      return (float) EXPM1F.invokeExact(x);
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
