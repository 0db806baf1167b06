package org.duetml.proof.fuzz;

import org.duetml.kernel.RandomStream;

/** The random numbers of one execution after another; the same for the same seed. */
final class Dice {
  private final RandomStream stream;
  private long execution;
  private long thrown;

  Dice(long seed, String name) {
    stream = RandomStream.of(seed, "fuzz." + name);
  }

  /** Goes on to the numbers of an execution, which do not depend on those of the others. */
  void begin(long number) {
    execution = number;
    thrown = 0;
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return stream.integer(execution, thrown++, bound);
  }
}
