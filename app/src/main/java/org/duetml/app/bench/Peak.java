package org.duetml.app.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What one core can do at most: fused multiply-adds on registers, without a single load. */
public final class Peak {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int ACCUMULATORS = 16;
  private static final int TURNS = 20_000;

  private static float sink;

  private Peak() {}

  /**
   * The length of the vectors used.
   *
   * @return in bits
   */
  public static int vectorBits() {
    return FLOATS.vectorBitSize();
  }

  /** What is timed; needs the module {@code jdk.incubator.vector}. */
  public static void run() {
    sink += turns(TURNS);
  }

  /**
   * The speed that a duration means. Clock rates change from one moment to the next: what is
   * compared with a peak should be timed {@linkplain Timing#processorNanos(java.util.List) in turns
   * with} {@link #run}.
   *
   * @param nanos that {@link #run} takes on one core
   * @return floating-point operations per nanosecond, a multiply-add counting as two
   */
  public static double gigaflops(double nanos) {
    return 2.0 * ACCUMULATORS * FLOATS.length() * TURNS / nanos;
  }

  /** Sixteen accumulators, more than latency times throughput of any processor of today. */
  private static float turns(int count) {
    FloatVector factor = FloatVector.broadcast(FLOATS, 0.999f);
    FloatVector term = FloatVector.broadcast(FLOATS, 0.001f);
    FloatVector a0 = term;
    FloatVector a1 = a0.add(term);
    FloatVector a2 = a1.add(term);
    FloatVector a3 = a2.add(term);
    FloatVector a4 = a3.add(term);
    FloatVector a5 = a4.add(term);
    FloatVector a6 = a5.add(term);
    FloatVector a7 = a6.add(term);
    FloatVector a8 = a7.add(term);
    FloatVector a9 = a8.add(term);
    FloatVector a10 = a9.add(term);
    FloatVector a11 = a10.add(term);
    FloatVector a12 = a11.add(term);
    FloatVector a13 = a12.add(term);
    FloatVector a14 = a13.add(term);
    FloatVector a15 = a14.add(term);
    for (int i = 0; i < count; i++) {
      a0 = factor.fma(term, a0);
      a1 = factor.fma(term, a1);
      a2 = factor.fma(term, a2);
      a3 = factor.fma(term, a3);
      a4 = factor.fma(term, a4);
      a5 = factor.fma(term, a5);
      a6 = factor.fma(term, a6);
      a7 = factor.fma(term, a7);
      a8 = factor.fma(term, a8);
      a9 = factor.fma(term, a9);
      a10 = factor.fma(term, a10);
      a11 = factor.fma(term, a11);
      a12 = factor.fma(term, a12);
      a13 = factor.fma(term, a13);
      a14 = factor.fma(term, a14);
      a15 = factor.fma(term, a15);
    }
    FloatVector even = a0.add(a2).add(a4).add(a6).add(a8).add(a10).add(a12).add(a14);
    FloatVector odd = a1.add(a3).add(a5).add(a7).add(a9).add(a11).add(a13).add(a15);
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }
}
