package org.duetml.model;

import org.duetml.data.Standardization;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.EnergyTarget;
import org.duetml.energy.LangevinDynamics;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Samples of a model after a few Metropolis-adjusted Langevin steps on its energy (algorithm
 * section 6): each step brings their law nearer to {@code exp(-E / tau) / Z}.
 *
 * <p>The step size is a function of the model alone: it is adapted once, on a pilot draw of fixed
 * seed, and kept. Immutable and safe for concurrent use while nobody changes the model; every
 * method gives the same bits for the same arguments, on any number of threads.
 */
public final class RefinedSampler {
  private static final int PILOT_CHAINS = 1024;
  private static final int PILOT_STEPS = 100;
  private static final long PILOT_SEED = 0;

  /** Where the pilot's step size starts: a tenth of the deviation of standardised data, squared. */
  private static final double PILOT_STEP_SIZE = 0.01;

  private static final String MOVES = "model.refine";

  private final DiffusionSampler sampler;
  private final EnergyModel energy;
  private final Standardization standardization;
  private final int steps;
  private final double stepSize;

  RefinedSampler(DuetModel model, int steps, ShardExecutor executor) {
    if (steps < 1) {
      throw new IllegalArgumentException(steps + " refining steps: expected at least 1");
    }
    if (!(model.players().energy().tau() > 0)) {
      throw new IllegalArgumentException(
          "the model was trained with gcd.tau = 0: its energy has no density to refine samples"
              + " towards; train with gcd.tau above 0");
    }
    this.sampler = model.players().sampler();
    this.energy = model.players().energy();
    this.standardization = model.standardization();
    this.steps = steps;
    this.stepSize = pilot(executor);
  }

  private double pilot(ShardExecutor executor) {
    RandomStream start = RandomStream.of(PILOT_SEED, DuetModel.SAMPLE_STREAM);
    RandomStream moves = RandomStream.of(PILOT_SEED, MOVES);
    Matrix samples = SampleDraw.of(sampler, 0, PILOT_CHAINS, start, executor);
    LangevinDynamics chains = chains(PILOT_CHAINS);
    chains.states().copyRows(samples, 0, 0, PILOT_CHAINS);
    return chains.burnIn(moves, 0, PILOT_STEPS, PILOT_STEP_SIZE, executor);
  }

  private LangevinDynamics chains(int count) {
    return new LangevinDynamics(new EnergyTarget(energy, count), count);
  }

  /**
   * How many steps every sample takes.
   *
   * @return at least 1
   */
  public int steps() {
    return steps;
  }

  /**
   * The eps of {@link LangevinDynamics}.
   *
   * @return above 0, for standardised data
   */
  public double stepSize() {
    return stepSize;
  }

  /**
   * Draws a part of a larger draw.
   *
   * @param first number of the first sample, at least 0
   * @param count how many, at least 0
   * @param seed decides which; before refinement they are those of {@link DuetModel#sample(long,
   *     int, long)}
   * @return count points in the data's units
   */
  public float[][] sample(long first, int count, long seed) {
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      return PointRows.toArrays(draw(first, count, seed, executor).samples());
    }
  }

  /**
   * Refined samples and how the refinement went.
   *
   * @param samples rows in the data's units
   * @param acceptanceRate mean probability with which a step was accepted, NaN without samples
   */
  public record Draw(Matrix samples, double acceptanceRate) {}

  /**
   * Draws a part of a larger draw, for callers that hold an executor.
   *
   * @param first number of the first sample, at least 0
   * @param count how many, at least 0
   * @param seed decides which
   * @param executor shares the work
   * @return count rows with the acceptance rate
   */
  public Draw draw(long first, int count, long seed, ShardExecutor executor) {
    DuetModel.requireCount(first);
    DuetModel.requireCount(count);
    RandomStream stream = RandomStream.of(seed, DuetModel.SAMPLE_STREAM);
    RandomStream moves = RandomStream.of(seed, MOVES);
    Matrix samples = new Matrix(count, sampler.dimension());
    int size = SampleDraw.BATCH;
    Rollout rollout = Rollout.forSampling(sampler, size);
    LangevinDynamics chains = chains(size);
    double accepted = 0;
    int batches = 0;
    for (int done = 0; done < count; batches++) {
      long batch = (first + done) / size;
      int skipped = (int) ((first + done) % size);
      int rows = Math.min(size - skipped, count - done);
      rollout.run(stream, batch, executor);
      chains.states().copyRows(rollout.states(), rollout.firstSample(), 0, size);
      accepted += chains.adjusted(moves, batch * steps, steps, stepSize, executor);
      samples.copyRows(chains.states(), skipped, done, rows);
      done += rows;
    }
    standardization.invert(samples);
    return new Draw(samples, accepted / batches);
  }
}
