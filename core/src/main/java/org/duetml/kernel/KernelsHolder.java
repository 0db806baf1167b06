package org.duetml.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Chooses the kernels of this process, once. */
final class KernelsHolder {
  static final Kernels INSTANCE = choose(System.getProperty("duet.kernels"));

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private KernelsHolder() {}

  /**
   * The kernels for a value of the system property.
   *
   * @param forced {@code simd}, {@code scalar}, or null for the best available
   * @throws IllegalStateException if these are not available, or for any other value
   */
  static Kernels choose(String forced) {
    boolean available = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    if (forced == null) {
      return available
          ? logged(vector(), "the module " + VECTOR_MODULE + " is present")
          : logged(
              new ScalarKernels(), "run java with --add-modules " + VECTOR_MODULE + " for SIMD");
    }
    return switch (forced) {
      case "scalar" -> logged(new ScalarKernels(), "forced by duet.kernels");
      case "simd" -> {
        if (!available) {
          throw new IllegalStateException(
              "duet.kernels = simd needs java --add-modules " + VECTOR_MODULE);
        }
        yield logged(vector(), "forced by duet.kernels");
      }
      default ->
          throw new IllegalStateException("duet.kernels = " + forced + ": expected simd or scalar");
    };
  }

  /** Apart, so that the class is not loaded where the module is missing. */
  private static Kernels vector() {
    return new VectorKernels();
  }

  private static Kernels logged(Kernels kernels, String reason) {
    Logger logger = System.getLogger(KernelsHolder.class.getPackageName());
    logger.log(Level.DEBUG, "kernels {0}: {1}", kernels.name(), reason);
    if (!FusedMultiplyAdd.isInstruction()) {
      logger.log(
          Level.WARNING,
          "this processor, as the system shows it, has no fused multiply-add (FMA): Duet will be"
              + " thousands of times slower; use a processor of 2013 or later, or let the virtual"
              + " machine pass its processor's features through");
    }
    return kernels;
  }
}
