package org.duetml.diffusion;

/** How the standard deviations of the sampler's transitions start. */
public enum InitialSigma {
  /**
   * The error of the pretrained mean on noised data, {@code sqrt(E|x_{t+1} - mu(x_t, t)|^2 / D)}:
   * the maximum-likelihood choice (compare Bao et al. 2022).
   */
  ANALYTIC,
  /** {@code sqrt(beta)}. */
  LARGE,
  /** The posterior's {@code sqrt(beta (1 - alpha_bar after) / (1 - alpha_bar before))}. */
  SMALL
}
