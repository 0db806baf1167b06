package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Philox4x32-10 against the known answers published with Random123 (file kat_vectors). */
class PhiloxTest {
  private static final String ZEROS =
      "00000000 00000000 00000000 00000000, 00000000 00000000,"
          + " 6627e8d5 e169c58d bc57ac4c 9b00dbd8";
  private static final String ONES =
      "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff,"
          + " 408f276d 41c83b0e a20bc7c6 6d5451fd";
  private static final String DIGITS_OF_PI =
      "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0,"
          + " d16cfe09 94fdcceb 5001e420 24126ea1";

  private static int word(String words, int index) {
    return Integer.parseUnsignedInt(words.trim().split(" ")[index], 16);
  }

  /** Two words as a long, the first in the low bits. */
  private static long pair(String words, int index) {
    return word(words, index) & 0xFFFFFFFFL | (long) word(words, index + 1) << 32;
  }

  @ParameterizedTest
  @CsvSource({ZEROS, ONES, DIGITS_OF_PI})
  void singleBlocks(String counter, String key, String answer) {
    long low = pair(counter, 0);
    long high = pair(counter, 2);
    assertEquals(pair(answer, 0), ScalarPhilox.half(pair(key, 0), low, high, false));
    assertEquals(pair(answer, 2), ScalarPhilox.half(pair(key, 0), low, high, true));
  }

  @ParameterizedTest
  @CsvSource({ZEROS, ONES, DIGITS_OF_PI})
  void firstOfManyBlocks(String counter, String key, String answer) {
    int[] words = new int[ScalarPhilox.WORDS];
    Kernels.get().randomWords(pair(key, 0), pair(counter, 2), pair(counter, 0), words);
    for (int w = 0; w < 4; w++) {
      assertEquals(word(answer, w), words[w * ScalarPhilox.BLOCKS]);
    }
  }

  @Test
  void manyBlocksHaveAscendingCounters() {
    int[] words = new int[ScalarPhilox.WORDS];
    long key = 0x0123456789ABCDEFL;
    long counter = 0xFEDCBA9876543210L;
    long block = 0xFFFFFFE0L; // passes from the first into the second word of the counter
    Kernels.get().randomWords(key, counter, block, words);
    for (int i = 0; i < ScalarPhilox.BLOCKS; i++) {
      for (int w = 0; w < 4; w++) {
        long half = ScalarPhilox.half(key, block + i, counter, w >= 2);
        assertEquals((int) (half >>> 32 * (w % 2)), words[w * ScalarPhilox.BLOCKS + i]);
      }
    }
  }
}
