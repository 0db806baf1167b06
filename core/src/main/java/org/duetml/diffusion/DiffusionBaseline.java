package org.duetml.diffusion;

import java.util.function.IntFunction;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;

/**
 * The samplers that GCD has to beat: ancestral sampling (DDPM, Ho et al. 2020, algorithm 2) and the
 * deterministic one (DDIM, Song et al. 2021), at any number of steps a predictor serves.
 */
public final class DiffusionBaseline {
  private static final int BATCH = 4096;

  private final NoisePredictor predictor;
  private final NoiseSchedule schedule;
  private final ShardExecutor executor;

  /**
   * A baseline.
   *
   * @param predictor a per-step network for the schedule's T, or a continuous one for any
   * @param schedule the noise levels
   * @param executor shares the work
   */
  public DiffusionBaseline(
      NoisePredictor predictor, NoiseSchedule schedule, ShardExecutor executor) {
    if (predictor.steps() != 0 && predictor.steps() != schedule.steps()) {
      throw new IllegalArgumentException(
          "a predictor for %d steps does not fit a schedule of %d"
              .formatted(predictor.steps(), schedule.steps()));
    }
    this.predictor = predictor;
    this.schedule = schedule;
    this.executor = executor;
  }

  /** One step: {@code x_{t+1} = state * x_t + predicted * eps(x_t, t) + fresh * z}. */
  private record Transition(double state, double predicted, double fresh) {}

  /**
   * Ancestral samples: {@code x_{t+1} = mu(x_t, t) + sigma_t z}, without noise at the last step.
   *
   * @param count how many
   * @param sigma {@link InitialSigma#LARGE} or {@link InitialSigma#SMALL}
   * @param stream where the noise comes from
   * @return count rows of D
   */
  public Matrix ancestral(int count, InitialSigma sigma, RandomStream stream) {
    if (sigma == InitialSigma.ANALYTIC) {
      throw new IllegalArgumentException("sigma = ANALYTIC: expected LARGE or SMALL");
    }
    return draw(count, stream, t -> ancestralStep(t, sigma));
  }

  private Transition ancestralStep(int t, InitialSigma sigma) {
    double spread =
        sigma == InitialSigma.LARGE
            ? StrictMath.sqrt(schedule.beta(t))
            : schedule.posteriorSigma(t);
    boolean last = t == schedule.steps() - 1;
    return new Transition(schedule.stateFactor(t), -schedule.noiseFactor(t), last ? 0 : spread);
  }

  /**
   * Deterministic samples (DDIM with eta 0, Song et al. 2021, equation 12): the data predicted at
   * one noise level, noised to the next with the same predicted noise.
   *
   * @param count how many
   * @param stream where {@code x_0} comes from
   * @return count rows of D
   */
  public Matrix deterministic(int count, RandomStream stream) {
    return draw(count, stream, this::deterministicStep);
  }

  /** {@code sqrt(after) (x - sqrt(1 - before) eps) / sqrt(before) + sqrt(1 - after) eps}. */
  private Transition deterministicStep(int t) {
    double before = schedule.alphaBar(t);
    double after = schedule.alphaBar(t + 1);
    double state = StrictMath.sqrt(after) / StrictMath.sqrt(before);
    double predicted = StrictMath.sqrt(1 - after) - state * StrictMath.sqrt(1 - before);
    return new Transition(state, predicted, 0);
  }

  private Matrix draw(int count, RandomStream stream, IntFunction<Transition> transition) {
    int dimension = predictor.network().inputs();
    Matrix samples = new Matrix(count, dimension);
    Pass pass = predictor.network().inferencePass(Math.min(BATCH, count));
    Matrix noise = new Matrix(Math.min(BATCH, count), dimension);
    for (int first = 0; first < count; first += BATCH) {
      int rows = Math.min(BATCH, count - first);
      long draw = (long) first / BATCH * (schedule.steps() + 1);
      executor.shards(
          rows,
          (from, to) -> {
            stream.normals(draw, pass.inputs(), from, to);
            for (int t = 0; t < schedule.steps(); t++) {
              stream.normals(draw + t + 1, noise, from, to);
              step(t, pass, noise, transition.apply(t), from, to);
            }
          });
      samples.copyRows(pass.inputs(), 0, first, rows);
    }
    return samples;
  }

  private void step(int t, Pass pass, Matrix noise, Transition transition, int from, int to) {
    predictor.condition(pass, schedule, t, from, to);
    pass.forward(from, to);
    Matrix x = pass.inputs();
    for (int i = from; i < to; i++) {
      for (int d = 0; d < x.columns(); d++) {
        double next =
            transition.state() * x.get(i, d)
                + transition.predicted() * pass.outputs().get(i, d)
                + transition.fresh() * noise.get(i, d);
        x.set(i, d, (float) next);
      }
    }
  }
}
