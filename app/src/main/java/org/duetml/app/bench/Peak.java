package org.duetml.app.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What one core can do at most: fused multiply-adds on registers, without a single load. */
public final class Peak {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int ACCUMULATORS = 16;
  private static final int TURNS = 20_000;

  /** The best of some, because a peak is what a core can do at most. */
  private static final int TRIALS = 3;

  private Peak() {}

  /**
   * The length of the vectors used.
   *
   * @return in bits
   */
  public static int vectorBits() {
    return FLOATS.vectorBitSize();
  }

  /**
   * Measures one core; needs the module {@code jdk.incubator.vector}.
   *
   * @param timing how long
   * @return floating-point operations per nanosecond, a multiply-add counting as two
   */
  public static double gigaflops(Timing timing) {
    float[] sink = new float[1];
    double nanos = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < TRIALS; trial++) {
      nanos = Math.min(nanos, timing.processorNanos(() -> sink[0] += turns(TURNS)));
    }
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
      a0 = a0.fma(factor, term);
      a1 = a1.fma(factor, term);
      a2 = a2.fma(factor, term);
      a3 = a3.fma(factor, term);
      a4 = a4.fma(factor, term);
      a5 = a5.fma(factor, term);
      a6 = a6.fma(factor, term);
      a7 = a7.fma(factor, term);
      a8 = a8.fma(factor, term);
      a9 = a9.fma(factor, term);
      a10 = a10.fma(factor, term);
      a11 = a11.fma(factor, term);
      a12 = a12.fma(factor, term);
      a13 = a13.fma(factor, term);
      a14 = a14.fma(factor, term);
      a15 = a15.fma(factor, term);
    }
    FloatVector even = a0.add(a2).add(a4).add(a6).add(a8).add(a10).add(a12).add(a14);
    FloatVector odd = a1.add(a3).add(a5).add(a7).add(a9).add(a11).add(a13).add(a15);
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }
}
