package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelsHolderTest {
  private final boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  @Test
  void scalarCanAlwaysBeForced() {
    assertEquals("scalar", KernelsHolder.choose("scalar").name());
  }

  @Test
  void simdIsRefusedWithoutTheModule() {
    if (vectors) {
      assertTrue(KernelsHolder.choose("simd").name().matches("simd-(128|256|512)"));
    } else {
      assertThrows(IllegalStateException.class, () -> KernelsHolder.choose("simd"));
    }
  }

  @Test
  void theBestAvailableIsChosenByItself() {
    assertEquals(vectors, KernelsHolder.choose(null).name().startsWith("simd"));
  }

  @Test
  void anythingElseIsRefused() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> KernelsHolder.choose("avx"));
    assertEquals("duet.kernels = avx: expected simd or scalar", refusal.getMessage());
  }

  @Test
  void thisProcessRunsWhatWasForced() {
    String forced = System.getProperty("duet.kernels");
    assertTrue(forced == null || Kernels.get().name().startsWith(forced));
  }
}
