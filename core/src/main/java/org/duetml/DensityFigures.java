package org.duetml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.Normalizer;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.model.DuetModel;

/** The part of an {@link Evaluation} that is about the model's normalised density. */
final class DensityFigures {
  /** Grid quadrature is for the plane. */
  private static final int PLANE = 2;

  private DensityFigures() {}

  /**
   * Measures.
   *
   * @param model none of these figures applies where its normaliser is not known
   * @param data decides whether there is an ideal
   * @param fresh rows of the data that the model has not seen
   * @param executor shares the work
   * @return figures by name; log Z is that of standardised data, the likelihoods are in the data's
   *     own units
   */
  static Map<String, Object> of(
      DuetModel model, DataSource data, Matrix fresh, ShardExecutor executor) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (model.normalizer().isEmpty()) {
      return figures;
    }
    Normalizer normalizer = model.normalizer().get();
    figures.put("log_z", normalizer.logNormalizer());
    figures.put("log_z_stderr", normalizer.standardError());
    figures.put("log_z_low", normalizer.low());
    figures.put("log_z_high", normalizer.high());
    figures.put("log_z_method", normalizer.method().name().toLowerCase(Locale.ROOT));
    figures.put("effective_sample_size", normalizer.effectiveSampleSize());
    figures.put("effective_sample_fraction", normalizer.effectiveFraction());
    figures.put("weight_tail_shape", normalizer.tailShape());
    if (model.dimension() == PLANE) {
      double truth = quadrature(model.players().energy(), executor);
      boolean covered = normalizer.low() <= truth && truth <= normalizer.high();
      figures.put("log_z_quadrature", truth);
      // A number, so that its mean over the runs of a sweep is the coverage of the interval.
      figures.put("log_z_covered", covered ? 1L : 0L);
    }
    if (normalizer.reliable()) {
      figures.put("nll_test", -mean(model.logDensity(fresh, executor)));
      if (data instanceof Distribution distribution && distribution.hasDensity()) {
        figures.put("nll_test_ideal", -mean(distribution.logDensities(fresh, executor)));
      }
    }
    return figures;
  }

  private static double quadrature(EnergyModel energy, ShardExecutor executor) {
    return new GridQuadrature()
        .logNormalizer(
            points -> {
              double[] values = energy.energies(points, executor);
              for (int i = 0; i < values.length; i++) {
                values[i] /= energy.tau();
              }
              return values;
            });
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
