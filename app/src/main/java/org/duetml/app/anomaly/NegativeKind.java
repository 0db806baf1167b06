package org.duetml.app.anomaly;

import org.duetml.anomaly.Negatives;

/** What a scorer's energy is refined against; everything else is the same for all. */
public enum NegativeKind {
  /** Nothing: likelihood alone, the default of the product. */
  NONE(Detector.ENERGY) {
    @Override
    Negatives negatives(long seed) {
      return Negatives.NONE;
    }
  },
  /** Training rows with normal noise of 0.3 standard deviations on every column. */
  NOISE(Detector.NOISE) {
    @Override
    Negatives negatives(long seed) {
      return Negatives.noise(NOISE_SD, seed);
    }
  },
  /** Samples of a pretrained sampler of 5 steps. */
  SAMPLER(Detector.SAMPLER) {
    @Override
    Negatives negatives(long seed) {
      return new SamplerNegatives(false, seed);
    }
  },
  /** Samples of the same sampler after the joint game. */
  GAME(Detector.GAME) {
    @Override
    Negatives negatives(long seed) {
      return new SamplerNegatives(true, seed);
    }
  };

  private static final double NOISE_SD = 0.3;

  private final Detector detector;

  NegativeKind(Detector detector) {
    this.detector = detector;
  }

  /** Under which its figures stand. */
  Detector detector() {
    return detector;
  }

  abstract Negatives negatives(long seed);
}
