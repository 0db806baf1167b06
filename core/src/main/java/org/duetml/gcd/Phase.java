package org.duetml.gcd;

import java.util.Locale;

/** The four phases of a training run, in their order (algorithm section 10). */
public enum Phase {
  /** The sampler as an ordinary diffusion model. */
  PRETRAIN,
  /** Energy, then values, with the sampler frozen. */
  WARM_START,
  /** The minimax game of energy and sampler. */
  GAME,
  /** Noising kernel, then energy, with the sampler frozen. */
  CALIBRATION;

  /**
   * The name users see.
   *
   * @return for example {@code warm-start}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
