package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.duetml.config.DuetConfig.AdvantageScale;
import org.duetml.config.DuetConfig.Ppo;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Moments;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.GradientCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A sampler of one step against a harmonic energy {@code k |x|^2 / 2}, where what the sampler
 * minimises is a formula: with {@code x_1 = P x_0 + q + sigma z} it is {@code k (|P|^2 + |q|^2 + D
 * sigma^2) / 2 - tau D log sigma}, least at {@code P = 0, q = 0, sigma^2 = tau / k}.
 */
class OneStepGameTest {
  private static final int DIMENSION = 2;
  private static final double STIFFNESS = 1.6;
  private static final double SCALE = 0.5;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(1, 0.5, 2);

  /** The parts of one sampler step. */
  private final class Move {
    private final DiffusionSampler sampler;
    private final Rollout rollout;
    private final TerminalCost terminal;
    private final Advantages values;
    private final PolicyStep step;
    private long draw;

    Move(SamplerStep kind, double tau, int batch, Ppo ppo) {
      double[] sigma = {0.9};
      sampler =
          GaussianGame.linear(schedule, new double[] {0.8}, new double[] {0.6}, sigma, DIMENSION);
      // tau / variance is the stiffness; a temperature of the energy's own keeps it at tau = 0.
      EnergyModel energy = GaussianGame.harmonic(DIMENSION, SCALE, STIFFNESS, 1);
      ValueModel value = GaussianGame.value(DIMENSION, 1, SCALE);
      TransitionCost costs = TransitionCost.of(RunningCost.ENTROPY, tau, schedule);
      PolicyOptimizer optimizer = new PolicyOptimizer(sampler, 0.5, 0, 0.05, 4, executor);
      boolean byGradient = kind == SamplerStep.VALUE_GRADIENT;
      rollout = Rollout.forTraining(sampler, batch);
      terminal = new TerminalCost(energy, batch, true, executor);
      values =
          kind.usesValues()
              ? new ValueStep(value, costs, 1, 0, batch, executor)
              : new MonteCarloReturns(costs, 1, batch);
      step =
          byGradient
              ? new ValueGradientStep(sampler, value, costs, terminal, optimizer, batch, executor)
              : new PpoStep(sampler, values, ppo, tau, SCALE, optimizer, batch, 1, executor);
    }

    void make(double valueRate, double samplerRate) {
      rollout.run(RandomStream.of(2, "one-step"), draw++, executor);
      terminal.run(rollout);
      values.update(rollout, terminal, valueRate);
      step.update(rollout, 0, samplerRate, samplerRate);
    }

    Moments samples() {
      return Moments.of(rollout.states(), rollout.firstSample(), 2 * rollout.batch());
    }
  }

  /**
   * All are unbiased estimates of the same gradient. With 100,000 trajectories that of the policy
   * gradient, the noisiest of them, has standard errors of about 3 % of the largest derivative.
   */
  @ParameterizedTest
  @EnumSource
  void expectedGradientIsThatOfTheFormula(SamplerStep kind) {
    double tau = 0.7;
    Move move = new Move(kind, tau, 100_000, new Ppo(1, 1, 1e6, AdvantageScale.NONE));
    move.make(0, 0);
    ReferencePolicy policy = new ReferencePolicy(move.sampler);
    DoubleSupplier objective = () -> objective(policy, tau) / SCALE;
    GradientCheck.assertGradients(
        move.sampler.predictor().network().parameters(), policy.network(), objective, 0.1);
    double expected = GradientCheck.derivative(policy.logSigmas(), 0, objective);
    assertEquals(expected, move.sampler.logSigma().gradient().get(0, 0), 0.1 * expected);
  }

  private static double objective(ReferencePolicy policy, double tau) {
    double[] q = policy.mean(new double[DIMENSION], 0);
    double squares = 0;
    for (int d = 0; d < DIMENSION; d++) {
      squares += q[d] * q[d];
      double[] unit = new double[DIMENSION];
      unit[d] = 1;
      double[] moved = policy.mean(unit, 0);
      for (int e = 0; e < DIMENSION; e++) {
        squares += (moved[e] - q[e]) * (moved[e] - q[e]);
      }
    }
    double logSigma = policy.logSigmas()[0];
    double spread = DIMENSION * Math.exp(2 * logSigma);
    return STIFFNESS * (squares + spread) / 2 - tau * DIMENSION * logSigma;
  }

  /** The samples come to follow {@code exp(-E / tau)}. */
  @ParameterizedTest
  @EnumSource
  void trainingReachesTheBoltzmannLaw(SamplerStep kind) {
    double tau = 0.4;
    Move move = trained(kind, tau);
    double variance = tau / STIFFNESS;
    assertEquals(Math.sqrt(variance), move.sampler.sigma(0), 0.06 * Math.sqrt(variance));
    for (int d = 0; d < DIMENSION; d++) {
      assertEquals(0, move.samples().mean(d), 0.15 * Math.sqrt(variance));
      // 1024 samples: a standard error of 4.4 %.
      assertEquals(variance, move.samples().variance(d), 0.2 * variance);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sigmaFallsTowardsItsFloorWithoutTemperatureAndRisesToItsCeilingWithMuch(SamplerStep kind) {
    // On its way from 0.9 to the floor of 0.05.
    assertTrue(trained(kind, 0).sampler.sigma(0) < 0.15);
    assertEquals(4, trained(kind, 100).sampler.sigma(0), 1e-5);
    assertTrue(trained(kind, 0.1).sampler.sigma(0) < trained(kind, 0.9).sampler.sigma(0));
  }

  private Move trained(SamplerStep kind, double tau) {
    Move move = new Move(kind, tau, 1024, new Ppo(2, 1, 0.2, AdvantageScale.BATCH));
    int iterations = 500;
    for (int i = 0; i < iterations; i++) {
      double fall = 1 - 0.95 * i / iterations;
      move.make(0.01 * fall, 0.03 * fall);
    }
    return move;
  }
}
