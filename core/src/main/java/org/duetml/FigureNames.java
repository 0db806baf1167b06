package org.duetml;

import java.util.List;

/** The names of the numbers that {@link Evaluation} can give. */
public final class FigureNames {
  /** All of them; of one model and its data, those that do not apply are absent. Immutable. */
  public static final List<String> ALL =
      List.of(
          "steps",
          "samples",
          "sliced_wasserstein",
          "sliced_wasserstein_floor",
          "pretrain_sliced_wasserstein",
          "sliced_wasserstein_exact",
          "sliced_wasserstein_exact_floor",
          "pretrain_sliced_wasserstein_exact",
          "precision",
          "recall",
          "mmd_squared",
          "wasserstein_subset",
          "mode_weight_min",
          "mode_weight_max",
          "modes_covered",
          "within_3sd",
          "pretrain_within_3sd",
          "auroc_uniform",
          "auroc_uniform_ideal",
          "kl_data_model",
          "log_density_correlation",
          "log_z",
          "log_z_stderr",
          "log_z_low",
          "log_z_high",
          "effective_sample_size",
          "effective_sample_fraction",
          "weight_tail_shape",
          "log_z_quadrature",
          "log_z_covered",
          "nll_test",
          "nll_test_ideal",
          Evaluation.ITERATIONS,
          Evaluation.ROLLBACKS,
          Evaluation.TRAINING_SECONDS);

  private FigureNames() {}
}
