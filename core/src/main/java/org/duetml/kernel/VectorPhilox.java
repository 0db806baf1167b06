package org.duetml.kernel;

import static org.duetml.kernel.ScalarPhilox.BLOCKS;
import static org.duetml.kernel.ScalarPhilox.LOW_WORD;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarPhilox} with one block per 64-bit lane. */
final class VectorPhilox {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** As many ints as LONGS has longs. */
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.vectorBitSize() / 2));

  private VectorPhilox() {}

  static void words(long key, long counter, long block, int[] words) {
    for (int i = 0; i < BLOCKS; i += LONGS.length()) {
      int k0 = (int) key;
      int k1 = (int) (key >>> 32);
      // The upper halves of the lanes hold bits that count for nothing.
      LongVector c0 = LongVector.broadcast(LONGS, block + i).addIndex(1);
      LongVector c1 = c0.lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = LongVector.broadcast(LONGS, counter);
      LongVector c3 = LongVector.broadcast(LONGS, counter >>> 32);
      for (int round = 0; round < ScalarPhilox.ROUNDS; round++) {
        LongVector product0 = c0.and(LOW_WORD).mul(ScalarPhilox.MULTIPLIER0);
        LongVector product1 = c2.and(LOW_WORD).mul(ScalarPhilox.MULTIPLIER1);
        c0 = product1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1);
        c0 = c0.lanewise(VectorOperators.XOR, k0);
        c1 = product1;
        c2 = product0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3);
        c2 = c2.lanewise(VectorOperators.XOR, k1);
        c3 = product0;
        k0 += ScalarPhilox.WEYL0;
        k1 += ScalarPhilox.WEYL1;
      }
      ((IntVector) c0.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(words, i);
      ((IntVector) c1.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(words, BLOCKS + i);
      ((IntVector) c2.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(words, 2 * BLOCKS + i);
      ((IntVector) c3.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(words, 3 * BLOCKS + i);
    }
  }
}
