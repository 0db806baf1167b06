package org.duetml.app.reproduce;

import java.util.Locale;
import org.duetml.diffusion.DiffusionBaseline;
import org.duetml.diffusion.InitialSigma;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * A way to sample from a noise predictor: a schedule and a rule for the steps.
 *
 * @param kind how the noise levels are spaced
 * @param noiseMin smallest noise level of log-snr, 0 for the others
 * @param noiseMax largest noise level of log-snr, 0 for the others
 * @param rule what a step does
 */
record BaselineSampler(NoiseSchedule.Kind kind, double noiseMin, double noiseMax, Rule rule) {
  /** What a step does. */
  enum Rule {
    /** Ancestral, {@code sigma = sqrt(beta)}. */
    DDPM_LARGE,
    /** Ancestral, the posterior's sigma. */
    DDPM_SMALL,
    /** Deterministic. */
    DDIM
  }

  /**
   * The schedule of the DDPM paper (Ho et al. 2020), beta from 0.0001 to 0.02 over 1000 steps,
   * stretched to any number of steps: beta(u) is linear in continuous time u, and a step integrates
   * it.
   */
  static BaselineSampler plainLinear(Rule rule) {
    return new BaselineSampler(NoiseSchedule.Kind.LINEAR, 0, 0, rule);
  }

  /** For example {@code log-snr 0.1-10, large sigma}. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String levels =
        kind == NoiseSchedule.Kind.LOG_SNR ? " %s-%s".formatted(noiseMin, noiseMax) : "";
    String sigma =
        switch (rule) {
          case DDPM_LARGE -> ", large sigma";
          case DDPM_SMALL -> ", small sigma";
          case DDIM -> "";
        };
    return name + levels + sigma;
  }

  /**
   * Draws standardised samples.
   *
   * @param predictor serves every number of steps
   * @param steps T
   * @param count how many
   * @param stream where the noise comes from
   * @param executor shares the work
   * @return count rows
   */
  Matrix draw(
      NoisePredictor predictor, int steps, int count, RandomStream stream, ShardExecutor executor) {
    NoiseSchedule schedule = NoiseSchedule.of(kind, steps, noiseMin, noiseMax);
    DiffusionBaseline baseline = new DiffusionBaseline(predictor, schedule, executor);
    return switch (rule) {
      case DDPM_LARGE -> baseline.ancestral(count, InitialSigma.LARGE, stream);
      case DDPM_SMALL -> baseline.ancestral(count, InitialSigma.SMALL, stream);
      case DDIM -> baseline.deterministic(count, stream);
    };
  }
}
