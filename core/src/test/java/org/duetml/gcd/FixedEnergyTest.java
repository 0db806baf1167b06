package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.config.DuetConfig.AdvantageScale;
import org.duetml.config.DuetConfig.Ppo;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.LinearPredictors;
import org.duetml.diffusion.Moments;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sampler against a harmonic energy that does not change, over two steps with the noising cost. The
 * bound is tight when the sampler is the noising process of {@code q = N(0, tau / stiffness)} run
 * backwards, which a linear sampler can be: so that is where training must end, and only the value
 * network can tell the first step.
 */
class FixedEnergyTest {
  private static final int STEPS = 2;
  private static final int BATCH = 512;
  private static final double TAU = 0.2;
  private static final double VARIANCE = 0.5;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.5, 10);

  @ParameterizedTest
  @EnumSource
  void theSamplerComesToInvertTheNoising(SamplerStep kind) {
    DiffusionSampler sampler = trained(kind);
    for (int t = 0; t < STEPS; t++) {
      double left = schedule.alphaBar(t + 1);
      double variance = left * VARIANCE + 1 - left;
      double exact = 1 / Math.sqrt(1 / variance + schedule.alpha(t) / schedule.beta(t));
      assertEquals(exact, sampler.sigma(t), 0.05 * exact, "sigma of step " + t);
    }
    Moments samples =
        Moments.of(SampleDraw.of(sampler, 0, 10_000, RandomStream.of(2, "samples"), executor));
    assertEquals(0, samples.mean(0), 0.06);
    assertEquals(VARIANCE, samples.variance(0), 0.08 * VARIANCE);
  }

  /** From the perfect sampler of other data. */
  private DiffusionSampler trained(SamplerStep kind) {
    DiffusionSampler sampler =
        DiffusionSampler.of(schedule, LinearPredictors.perfect(schedule, new double[] {-0.3}, 1.1));
    EnergyModel energy = GaussianGame.harmonic(1, TAU, TAU, VARIANCE);
    ValueModel value = GaussianGame.value(1, STEPS, TAU);
    TransitionCost costs = TransitionCost.of(RunningCost.NOISING, TAU, schedule);
    PolicyOptimizer optimizer = new PolicyOptimizer(sampler, 0.5, 0, 0.01, 3, executor);
    Rollout rollout = Rollout.forTraining(sampler, BATCH);
    TerminalCost terminal = new TerminalCost(energy, BATCH, true, executor);
    Advantages values =
        kind.usesValues()
            ? new ValueStep(value, costs, 1, 0, BATCH, executor)
            : new MonteCarloReturns(costs, STEPS, BATCH);
    Ppo ppo = new Ppo(kind.usesValues() ? 2 : 1, 1, 0.2, AdvantageScale.BATCH);
    PolicyStep step =
        kind == SamplerStep.VALUE_GRADIENT
            ? new ValueGradientStep(sampler, value, costs, terminal, optimizer, BATCH, executor)
            : new PpoStep(sampler, values, ppo, TAU, TAU, optimizer, BATCH, 1, executor);
    int iterations = 1000;
    int warmUp = 100;
    for (int i = 0; i < iterations; i++) {
      double fall = 1 - 0.99 * i / iterations;
      rollout.run(RandomStream.of(1, "rollout"), i, executor);
      terminal.run(rollout);
      values.update(rollout, terminal, 0.01 * fall);
      if (i >= warmUp) {
        step.update(rollout, i, 0.01 * fall, 0.01 * fall);
      }
    }
    return sampler;
  }
}
