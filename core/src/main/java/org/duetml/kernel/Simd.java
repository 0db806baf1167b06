package org.duetml.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this process, and how to write loops over them.
 *
 * <p>A vector costs nothing only while it lives in a register. Passed to or returned by a method
 * that the JIT compiler does not inline, it becomes an object, and the loop ten to a hundred times
 * slower; and after some 18,000 nodes of its graph, soon reached with vectors, the compiler inlines
 * no more methods than the Vector API's own. So a loop over vectors calls nothing but that API,
 * even where the same polynomial is then written down twice.
 */
final class Simd {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  static final int LENGTH = FLOATS.length();

  private Simd() {}

  /** Where the whole vectors of a range end and its tail begins. */
  static int bodyEnd(int from, int to) {
    return from + FLOATS.loopBound(to - from);
  }
}
