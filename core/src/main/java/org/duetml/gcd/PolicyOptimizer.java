package org.duetml.gcd;

import java.util.List;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Moves a sampler's network and sigmas, each at its own rate, with the norm of both gradients
 * together clipped.
 */
final class PolicyOptimizer implements Stateful {
  private final DiffusionSampler sampler;
  private final ShardExecutor executor;
  private final double clip;
  private final double sigmaMin;
  private final double sigmaMax;
  private final Adam network;
  private final Adam sigmas;
  private double gradientNorm;

  PolicyOptimizer(
      DiffusionSampler sampler,
      double beta1,
      double clip,
      double sigmaMin,
      double sigmaMax,
      ShardExecutor executor) {
    this.sampler = sampler;
    this.executor = executor;
    this.clip = clip;
    this.sigmaMin = sigmaMin;
    this.sigmaMax = sigmaMax;
    network = Adam.withBeta1(sampler.predictor().network().parameters(), beta1);
    sigmas = Adam.withBeta1(List.of(sampler.logSigma()), beta1);
  }

  void step(double networkRate, double sigmaRate) {
    gradientNorm = Math.hypot(network.gradientNorm(executor), sigmas.gradientNorm(executor));
    double factor = Adam.clipFactor(gradientNorm, clip);
    network.step(networkRate, factor, executor);
    sampler.predictor().network().parametersChanged(executor);
    if (sigmaRate > 0) {
      sigmas.step(sigmaRate, factor, executor);
      sampler.clampSigmas(sigmaMin, sigmaMax);
    }
  }

  /** Both optimisers; the sampler is one of the players. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("network", network);
    visitor.part("sigmas", sigmas);
  }

  /** Norm of the last gradient, before clipping. */
  double gradientNorm() {
    return gradientNorm;
  }
}
