package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.LinearPredictors;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.NoisingTrainer;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.ImportanceWeights;
import org.duetml.energy.WeightedSamples;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;
import org.duetml.nn.MlpCases;
import org.junit.jupiter.api.Test;

/** The path weights and the bound of the noising cost, where log Z is known. */
class PathWeightsTest {
  private static final int STEPS = 3;
  private static final double TAU = 0.3;
  private static final double VARIANCE = 0.8;
  private static final double[] GAINS = {0.5, 0.8, 0.9};
  private static final double[] SHIFTS = {0.1, -0.1, 0.05};
  private static final double[] SIGMAS = {0.8, 0.6, 0.4};

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.4, 3);

  private Players players(DiffusionSampler sampler, NoisingKernel noising) {
    int dimension = sampler.dimension();
    EnergyModel energy = GaussianGame.harmonic(dimension, 1, TAU, VARIANCE);
    ValueModel value = GaussianGame.value(dimension, STEPS, 1);
    return new Players(sampler, energy, value, noising, Optional.empty());
  }

  private DiffusionSampler linear(int dimension) {
    return GaussianGame.linear(schedule, GAINS, SHIFTS, SIGMAS, dimension);
  }

  /** {@code E[exp(logWeight - E / tau)] = Z}, whatever the sampler and the backward model. */
  @Test
  void weightsAverageToTheNormalizer() {
    NoisingKernel learned = NoisingKernel.learned(schedule, 2, 5, 1, Activation.SILU, 1);
    MlpCases.disturb(learned.network(), 3);
    // Farther away the weights would be too uneven to average.
    learned.network().scaleOutput(0.3);
    checkNormalizer(players(linear(2), NoisingKernel.ddpm(schedule)));
    checkNormalizer(players(linear(2), learned));
    checkNormalizer(players(linear(1), NoisingKernel.ddpm(schedule)));
  }

  private void checkNormalizer(Players players) {
    int count = 30_000;
    WeightedSamples pool = ProposalPool.draw(players, count, 7, "pool", executor);
    double[] energies = players.energy().energies(pool.samples(), executor);
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double weight = Math.exp(pool.logWeights()[i] - energies[i] / TAU);
      mean += weight / count;
      squares += weight * weight / count;
    }
    double standardError = Math.sqrt((squares - mean * mean) / count);
    double z = Math.pow(2 * Math.PI * VARIANCE, players.sampler().dimension() / 2.0);
    assertEquals(z, mean, 4 * standardError);
    assertTrue(standardError < 0.05 * z, "standard error " + standardError + " of " + z);
  }

  /**
   * Standard normal data and the perfect sampler: forward and backward paths have equal densities,
   * so all weights of {@code q = N(0, I)} would equal Z, were the last three of the four
   * transitions not widened, whose density ratio is known.
   */
  @Test
  void exactBackwardKernelsGiveEqualWeights() {
    NoiseSchedule four = NoiseSchedule.logSnr(4, 0.4, 3);
    DiffusionSampler perfect =
        DiffusionSampler.of(four, LinearPredictors.perfect(four, new double[2], 1));
    Players players = players(perfect, NoisingKernel.ddpm(four));
    WeightedSamples pool = ProposalPool.draw(players, 1000, 7, "pool", executor);
    Rollout rollout = widened(perfect, 1);
    for (int i = 0; i < 1000; i++) {
      double squares = 0;
      for (int d = 0; d < 2; d++) {
        double x = pool.samples().get(i, d);
        assertEquals(x, rollout.states().get(rollout.firstSample() + i, d));
        squares += x * x;
      }
      double expected = Math.log(2 * Math.PI);
      double residuals = 0;
      for (int t = 1; t < 4; t++) {
        expected -= Math.log(widening(rollout.noiseSquares(t, i)));
        residuals += rollout.noiseSquares(t, i);
      }
      assertEquals(expected, pool.logWeights()[i] - squares / 2, 1e-3 * (1 + residuals));
    }
  }

  /** Any backward model gives weights of the right mean: only the single weights tell which. */
  @Test
  void weightsAreThoseOfTheLearnedBackwardModel() {
    NoisingKernel learned = NoisingKernel.learned(schedule, 2, 5, 1, Activation.SILU, 1);
    MlpCases.disturb(learned.network(), 3);
    Players players = players(linear(2), learned);
    WeightedSamples pool = ProposalPool.draw(players, 1000, 7, "pool", executor);
    Rollout rollout = widened(players.sampler(), 0);
    NoisingKernel.Evaluation noising = learned.new Evaluation(rollout);
    noising.run(executor);
    for (int i = 0; i < 1000; i++) {
      double expected = -rollout.logStart(i);
      for (int t = 0; t < STEPS; t++) {
        expected += noising.logDensity(t, i) - rollout.logTransition(t, i);
        expected -= Math.log(widening(rollout.noiseSquares(t, i)));
      }
      assertEquals(expected, pool.logWeights()[i], 1e-9 * (1 + Math.abs(expected)));
    }
  }

  /** The mixture's density over the narrow transition's, in two dimensions. */
  private static double widening(double residuals) {
    double sum = 0;
    double[][] scalesAndShares = {{1, 0.6}, {2, 0.2}, {4, 0.2}};
    for (double[] s : scalesAndShares) {
      double narrower = residuals / 2 * (1 - 1 / (s[0] * s[0]));
      sum += s[1] / (s[0] * s[0]) * Math.exp(narrower);
    }
    return sum;
  }

  /** The pool's own trajectories, all transitions widened from the given one on. */
  private Rollout widened(DiffusionSampler sampler, int first) {
    int batch = SampleDraw.BATCH;
    double[] scales = new double[sampler.steps() * batch];
    Arrays.fill(scales, 1);
    RandomStream choice = RandomStream.of(7, "pool.scale");
    for (int i = first * batch; i < scales.length; i++) {
      double uniform = choice.uniform(0, i);
      scales[i] = uniform < 0.6 ? 1 : uniform < 0.8 ? 2 : 4;
    }
    Rollout rollout = Rollout.forSampling(sampler, batch);
    rollout.runWidened(RandomStream.of(7, "pool.noise"), 0, scales, executor);
    return rollout;
  }

  /**
   * A sampler that hardly moves late, with a backward model that thinks it does: unwidened weights
   * have no variance, and their mean misses Z.
   */
  @Test
  void wideningEvensOutTheWeightsOfASamplerThatIsTooSure() {
    double[] sigmas = {0.8, 0.2, 0.2};
    DiffusionSampler sure = GaussianGame.linear(schedule, GAINS, SHIFTS, sigmas, 1);
    double before = plainFraction(sure, NoisingKernel.ddpm(schedule));
    double after = effectiveFraction(players(sure, NoisingKernel.ddpm(schedule)));
    assertTrue(after > 4 * before, before + " before, " + after + " after");
  }

  /** The effective sample size of trajectories as the sampler draws them. */
  private double plainFraction(DiffusionSampler sampler, NoisingKernel kernel) {
    Rollout rollout = Rollout.forSampling(sampler, 4000);
    rollout.run(RandomStream.of(7, "pool.noise"), 0, executor);
    NoisingKernel.Evaluation noising = kernel.new Evaluation(rollout);
    noising.run(executor);
    double[] logWeights = new double[4000];
    for (int i = 0; i < 4000; i++) {
      double x = rollout.states().get(rollout.firstSample() + i, 0);
      logWeights[i] = -x * x / (2 * VARIANCE) - rollout.logStart(i);
      for (int t = 0; t < STEPS; t++) {
        logWeights[i] += noising.logDensity(t, i) - rollout.logTransition(t, i);
      }
    }
    ImportanceWeights.normalize(logWeights);
    return ImportanceWeights.effectiveFraction(logWeights);
  }

  /** What the learned kernel is for (algorithm section 10). */
  @Test
  void aLearnedBackwardModelEvensOutTheWeights() {
    DiffusionSampler sampler = linear(1);
    NoisingKernel kernel = NoisingKernel.learned(schedule, 1, 8, 1, Activation.IDENTITY, 1);
    LearningRate rate = LearningRate.falling(0.03, Decay.LINEAR);
    NoisingTrainer trainer = new NoisingTrainer(kernel, 256, rate, executor);
    Rollout rollout = Rollout.forSampling(sampler, 256);
    for (int i = 0; i < 300; i++) {
      rollout.run(RandomStream.of(4, "train"), i, executor);
      trainer.step(rollout, i, 300);
    }
    // Without the widening, which evens out weights as well.
    double before = plainFraction(sampler, NoisingKernel.ddpm(schedule));
    double after = plainFraction(sampler, kernel);
    assertTrue(after > before + 0.1, before + " before, " + after + " after");
  }

  private double effectiveFraction(Players players) {
    WeightedSamples pool = ProposalPool.draw(players, 4000, 7, "pool", executor);
    double[] energies = players.energy().energies(pool.samples(), executor);
    double[] weights = pool.logWeights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= energies[i] / TAU;
    }
    ImportanceWeights.normalize(weights);
    return ImportanceWeights.effectiveFraction(weights);
  }

  @Test
  void aPoolDependsNeitherOnThreadsNorOnItsSize() {
    Players players = players(linear(2), NoisingKernel.ddpm(schedule));
    WeightedSamples large = ProposalPool.draw(players, SampleDraw.BATCH + 10, 7, "pool", executor);
    try (ShardExecutor two = new ShardExecutor(2)) {
      WeightedSamples small = ProposalPool.draw(players, 100, 7, "pool", two);
      assertArrayEquals(small.logWeights(), Arrays.copyOf(large.logWeights(), 100));
      float[] first = Arrays.copyOf(large.samples().values(), small.samples().values().length);
      assertArrayEquals(small.samples().values(), first);
    }
    assertTrue(large.logWeights()[0] != large.logWeights()[SampleDraw.BATCH]);
  }

  /**
   * {@code E_pi[sum c_t + E(x_T)] / tau + log Z} is the divergence of two Gaussian path measures,
   * computed from their covariances.
   */
  @Test
  void theNoisingBoundIsTheDivergenceOfThePaths() {
    DiffusionSampler sampler = linear(1);
    EnergyModel energy = GaussianGame.harmonic(1, 1, TAU, VARIANCE);
    TransitionCost costs = TransitionCost.of(RunningCost.NOISING, TAU, schedule);
    int batch = 40_000;
    Rollout rollout = Rollout.forSampling(sampler, batch);
    rollout.run(RandomStream.of(3, "bound"), 0, executor);
    TerminalCost terminal = new TerminalCost(energy, batch, false, executor);
    terminal.run(rollout);
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < batch; i++) {
      double cost = terminal.cost(i);
      for (int t = 0; t < STEPS; t++) {
        cost += costs.cost(rollout, t, i);
      }
      mean += cost / TAU / batch;
      squares += cost * cost / TAU / TAU / batch;
    }
    // log N(x_0) is part of the path's density: its expectation is minus the entropy of N(0, 1).
    double bound =
        mean - 0.5 * Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(2 * Math.PI * VARIANCE);
    double standardError = Math.sqrt((squares - mean * mean) / batch);
    double divergence =
        GaussianPaths.divergence(GAINS, SHIFTS, SIGMAS, noisingGains(), noise(), VARIANCE);
    assertTrue(divergence > 0.05 && standardError < 0.02, divergence + ", " + standardError);
    assertEquals(divergence, bound, 4 * standardError);
  }

  private double[] noisingGains() {
    double[] gains = new double[STEPS];
    Arrays.setAll(gains, t -> Math.sqrt(schedule.alpha(t)));
    return gains;
  }

  private double[] noise() {
    double[] variances = new double[STEPS];
    Arrays.setAll(variances, schedule::beta);
    return variances;
  }
}
