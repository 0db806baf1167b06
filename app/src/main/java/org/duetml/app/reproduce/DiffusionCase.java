package org.duetml.app.reproduce;

import java.util.List;
import java.util.Map;
import org.duetml.app.experiment.Cell;
import org.duetml.data.Standardization;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * A diffusion model without a game.
 *
 * @param method DDPM or DDIM
 * @param steps T
 * @param best whether the schedule was searched for; otherwise it is the plain linear one
 */
record DiffusionCase(ScheduleSearch.Method method, int steps, boolean best) {
  static final String EXPERIMENT = "diffusion";
  static final int MANY_STEPS = 1000;

  /** Seeds of the cells of many steps that no claim speaks of. */
  static final int FEWER_SEEDS = 3;

  /** For example {@code DDPM, T=1000, best schedule}. */
  String label() {
    return "%s, T=%d, %s".formatted(method, steps, best ? "best schedule" : "plain linear");
  }

  /** What finds the best schedule. */
  ScheduleSearch search() {
    return new ScheduleSearch(method, steps);
  }

  /**
   * The measurement of one seed.
   *
   * @param sampler the schedule and rule that {@link #best} stands for
   */
  Cell cell(Lab lab, BaselineSampler sampler, long seed) {
    Map<String, String> settings = lab.settings();
    settings.put("schedule", sampler.toString());
    settings.put("steps", Integer.toString(steps));
    settings.put("predictor-iterations", Integer.toString(lab.scale().predictorIterations()));
    settings.put("configuration", PaperScale.fingerprint(lab.scale().config(seed)));
    settings.put("draws", Integer.toString(draws(lab.scale())));
    return new Cell(
        EXPERIMENT, label(), seed, settings, executor -> measure(lab, sampler, seed, executor));
  }

  /** A thousand steps are dear: only the model of the first claim has every seed. */
  List<Long> seeds(PaperScale scale) {
    int count = steps < MANY_STEPS || isClaimed() ? scale.seeds().size() : FEWER_SEEDS;
    return scale.seeds().subList(0, Math.min(count, scale.seeds().size()));
  }

  private int draws(PaperScale scale) {
    return isClaimed() ? scale.claimDraws() : 1;
  }

  /** Whether the first claim speaks of it. */
  private boolean isClaimed() {
    return method == ScheduleSearch.Method.DDPM && best && steps == MANY_STEPS;
  }

  private Map<String, Object> measure(
      Lab lab, BaselineSampler sampler, long seed, ShardExecutor executor) throws Exception {
    NoisePredictor predictor = lab.parts().predictor(seed, executor);
    Standardization standardization = lab.parts().standardization(seed);
    int samples = lab.scale().samples();
    return new SampleFigures(lab.data(), samples, draws(lab.scale()), executor)
        .of(
            seed,
            drawSeed -> {
              RandomStream stream = RandomStream.of(drawSeed, "baseline");
              Matrix drawn = sampler.draw(predictor, steps, samples, stream, executor);
              standardization.invert(drawn);
              return drawn;
            });
  }
}
