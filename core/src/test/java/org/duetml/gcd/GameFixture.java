package org.duetml.gcd;

import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpShape;
import org.duetml.nn.ReferenceMlp;

/**
 * The parts of a small game with nothing special about them: every parameter away from its start, a
 * batch that does not end with a shard. Learning rates of 0 leave the parts as they are and the
 * gradients to be looked at.
 */
final class GameFixture {
  static final int STEPS = 4;
  static final int BATCH = 37;

  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  static final int DIMENSION = 16;

  static final double TAU = 0.7;
  static final double SCALE = 0.3;

  final ShardExecutor executor = new ShardExecutor(1);
  final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.3, 3);
  final DiffusionSampler sampler = sampler(schedule);
  final EnergyModel energy = energy();
  final ValueModel value = value();
  final Rollout rollout = Rollout.forTraining(sampler, BATCH);
  final TerminalCost terminal = new TerminalCost(energy, BATCH, true, executor);
  final TransitionCost costs;

  GameFixture(RunningCost kind) {
    costs = TransitionCost.of(kind, TAU, schedule);
    rollout.run(RandomStream.of(1, "fixture"), 0, executor);
    terminal.run(rollout);
  }

  private static DiffusionSampler sampler(NoiseSchedule schedule) {
    NoisePredictor predictor = NoisePredictor.perStep(DIMENSION, STEPS, 7, 2, Activation.SILU, 1);
    MlpCases.disturb(predictor.network(), 1);
    DiffusionSampler sampler = DiffusionSampler.of(schedule, predictor);
    MlpCases.disturb(sampler.predictor().network(), 2);
    for (int t = 0; t < STEPS; t++) {
      sampler.setSigma(t, 1.1 - 0.2 * t);
    }
    return sampler;
  }

  private static EnergyModel energy() {
    MlpShape shape = MlpShape.plain(DIMENSION, 1, 9, 2, Activation.SOFTPLUS);
    return new EnergyModel(network(shape.withFourierFeatures(3, 1)), SCALE, TAU, 1.7);
  }

  private static ValueModel value() {
    MlpShape shape = MlpShape.plain(DIMENSION, 1, 9, 2, Activation.SILU).withSteps(STEPS);
    return new ValueModel(network(shape), SCALE);
  }

  private static Mlp network(MlpShape shape) {
    Mlp network = new Mlp(shape, Initialization.HE, 3);
    MlpCases.disturb(network, 3);
    return network;
  }

  /** The value step's returns for these trajectories, with the network left as it is. */
  ValueStep valueStep(double lambda) {
    ValueStep step = new ValueStep(value, costs, lambda, 0, BATCH, executor);
    step.update(rollout, terminal, 0);
    return step;
  }

  /** Neither clips nor bounds anything. */
  PolicyOptimizer optimizer() {
    return new PolicyOptimizer(sampler, 0.5, 0, 1e-9, 1e9, executor);
  }

  /** All states, row {@code t * BATCH + i}. */
  double[][] states() {
    return ReferenceMlp.doubles(rollout.states());
  }

  /** Adds a constant to the energy, through the bias of its output. */
  void addToEnergy(double constant) {
    Mlp network = energy.network();
    float bias = network.tensors().get("output.bias").get(0, 0);
    network.tensors().get("output.bias").set(0, 0, bias + (float) (constant / SCALE));
    network.parametersChanged();
    terminal.run(rollout);
  }
}
