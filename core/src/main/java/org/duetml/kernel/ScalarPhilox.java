package org.duetml.kernel;

/**
 * Philox4x32-10, a counter-based random number generator (Salmon, Moraes, Dror and Shaw 2011,
 * "Parallel random numbers: as easy as 1, 2, 3"): ten rounds turn a key of 64 and a counter of 128
 * bits into a block of 128 random bits.
 */
final class ScalarPhilox {
  static final int ROUNDS = 10;

  /** The multipliers of the two halves of a block, from table 2 of the paper. */
  static final long MULTIPLIER0 = 0xD2511F53L;

  static final long MULTIPLIER1 = 0xCD9E8D57L;

  /** What every round adds to the two words of the key. */
  static final int WEYL0 = 0x9E3779B9;

  static final int WEYL1 = 0xBB67AE85;

  static final long LOW_WORD = 0xFFFFFFFFL;

  /** Blocks drawn together. */
  static final int BLOCKS = 64;

  /** Words drawn together. */
  static final int WORDS = 4 * BLOCKS;

  private ScalarPhilox() {}

  static void words(long key, long counter, long block, int[] words) {
    for (int i = 0; i < BLOCKS; i++) {
      long first = half(key, block + i, counter, false);
      long second = half(key, block + i, counter, true);
      words[i] = (int) first;
      words[BLOCKS + i] = (int) (first >>> 32);
      words[2 * BLOCKS + i] = (int) second;
      words[3 * BLOCKS + i] = (int) (second >>> 32);
    }
  }

  /**
   * Half of a block.
   *
   * @param key both words of the key, the first in the low bits
   * @param low words 0 and 1 of the counter
   * @param high words 2 and 3 of the counter
   * @param second whether words 2 and 3 of the result are wanted, or words 0 and 1
   * @return two words, the first in the low bits
   */
  static long half(long key, long low, long high, boolean second) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (c0 & LOW_WORD) * MULTIPLIER0;
      long product1 = (c2 & LOW_WORD) * MULTIPLIER1;
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL0;
      k1 += WEYL1;
    }
    return second ? c2 & LOW_WORD | (long) c3 << 32 : c0 & LOW_WORD | (long) c1 << 32;
  }
}
