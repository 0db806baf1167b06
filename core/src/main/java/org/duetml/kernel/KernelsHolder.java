package org.duetml.kernel;

import java.lang.System.Logger.Level;

/** Chooses the kernels of this process, once. */
final class KernelsHolder {
  static final Kernels INSTANCE = choose(System.getProperty("duet.kernels"));

  private KernelsHolder() {}

  private static Kernels choose(String forced) {
    // Until the SIMD twin lands, both names mean the scalar kernels.
    if (forced != null && !forced.equals("simd") && !forced.equals("scalar")) {
      throw new IllegalStateException("duet.kernels is " + forced + ", expected simd or scalar");
    }
    Kernels kernels = new ScalarKernels();
    System.getLogger("org.duetml.kernel").log(Level.DEBUG, "kernels: {0}", kernels.name());
    return kernels;
  }
}
