package org.duetml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.ExactSlicedWasserstein;
import org.duetml.metric.ModeStatistics;
import org.duetml.metric.SlicedWasserstein;
import org.duetml.model.DuetModel;
import org.duetml.model.RefinedSampler;

/**
 * Measures what refinement by Langevin steps does to a model's samples: the figures of {@link
 * Evaluation} once more, of the same samples refined, against the same data.
 */
public final class RefinementEvaluation {
  private RefinementEvaluation() {}

  /**
   * Measures.
   *
   * @param model trained with tau above 0
   * @param data of the model's dimension
   * @param steps of the refinement, at least 1
   * @param samples as for {@link Evaluation#of}
   * @param seed as for {@link Evaluation#of}
   * @param executor shares the work; the result does not depend on it
   * @return figures that begin with {@code refined_}, and those of the refinement itself, in a
   *     stable order
   * @throws IllegalArgumentException if the model was trained with {@code gcd.tau = 0}
   */
  public static Map<String, Object> of(
      DuetModel model, DataSource data, int steps, int samples, long seed, ShardExecutor executor) {
    RefinedSampler sampler = model.refined(steps, executor);
    RefinedSampler.Draw draw = sampler.draw(0, samples, seed, executor);
    Matrix refined = draw.samples();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("refine_steps", (long) steps);
    figures.put("refine_step_size", sampler.stepSize());
    figures.put("refine_acceptance_rate", draw.acceptanceRate());

    RandomStream stream = RandomStream.of(seed, Evaluation.REFERENCE);
    Matrix reference = data.sample(stream, 0, samples, executor);
    int directions = model.config().evaluate().directions();
    SlicedWasserstein distance = new SlicedWasserstein(2, directions);
    double sliced = distance.against(reference, List.of(refined), executor)[0];
    figures.put("refined_sliced_wasserstein", sliced);
    if (data instanceof ProjectedLaw law) {
      double exact = new ExactSlicedWasserstein(2, law).of(List.of(refined), executor)[0];
      figures.put("refined_sliced_wasserstein_exact", exact);
    }
    if (data instanceof GaussianMixture mixture && mixture.separated()) {
      ModeStatistics modes = ModeStatistics.of(mixture, refined, executor);
      figures.put("refined_mode_weight_min", modes.smallestWeight());
      figures.put("refined_mode_weight_max", modes.largestWeight());
      figures.put("refined_within_3sd", modes.within3sd());
    }
    return figures;
  }
}
