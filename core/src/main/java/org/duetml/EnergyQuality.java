package org.duetml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.duetml.data.Distribution;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.AreaUnderCurve;
import org.duetml.metric.Correlation;
import org.duetml.metric.GridQuadrature;

/**
 * How well an energy tells a known distribution, whatever it was trained by. A figure that does not
 * apply is absent.
 */
public final class EnergyQuality {
  /** Grid quadrature is for the plane. */
  private static final int PLANE = 2;

  private final Function<Matrix, double[]> energies;
  private final double tau;
  private final Distribution distribution;
  private final ShardExecutor executor;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  private EnergyQuality(
      Function<Matrix, double[]> energies,
      double tau,
      Distribution distribution,
      ShardExecutor executor) {
    this.energies = energies;
    this.tau = tau;
    this.distribution = distribution;
    this.executor = executor;
  }

  /**
   * Measures.
   *
   * @param energies one energy per point in the data's units; may not change the points
   * @param tau temperature; with 0 there is no density and no divergence
   * @param distribution the truth
   * @param data draws of the distribution; as many points of its box are drawn
   * @param seed decides the points of the box
   * @param executor shares the work; the result does not depend on it
   * @return {@code auroc_uniform} and, where the density is known, {@code auroc_uniform_ideal},
   *     {@code kl_data_model} and {@code log_density_correlation}
   */
  public static Map<String, Object> of(
      Function<Matrix, double[]> energies,
      double tau,
      Distribution distribution,
      Matrix data,
      long seed,
      ShardExecutor executor) {
    EnergyQuality quality = new EnergyQuality(energies, tau, distribution, executor);
    quality.measure(data, uniformBox(distribution, data.rows(), seed));
    return quality.figures;
  }

  private static Matrix uniformBox(Distribution distribution, int count, long seed) {
    Matrix points = new Matrix(count, distribution.dimension());
    RandomStream stream = RandomStream.of(seed, "evaluation.box");
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < points.columns(); d++) {
        double uniform = stream.uniform(0, (long) i * points.columns() + d);
        points.set(i, d, (float) (distribution.halfWidth() * (2 * uniform - 1)));
      }
    }
    return points;
  }

  private void measure(Matrix data, Matrix noise) {
    double[] dataEnergies = energies.apply(data);
    figures.put("auroc_uniform", AreaUnderCurve.of(energies.apply(noise), dataEnergies));
    if (!distribution.hasDensity()) {
      return;
    }
    double[] dataDensities = distribution.logDensities(data, executor);
    double[] noiseDensities = distribution.logDensities(noise, executor);
    figures.put("auroc_uniform_ideal", AreaUnderCurve.of(dataDensities, noiseDensities));
    if (tau > 0 && distribution.dimension() == PLANE) {
      figures.put("kl_data_model", divergence());
    }
    double correlation = Correlation.of(scaled(dataEnergies, -1), dataDensities);
    // Where the density is the same all over the data there is nothing to correlate with.
    if (!Double.isNaN(correlation)) {
      figures.put("log_density_correlation", correlation);
    }
  }

  private double divergence() {
    Function<Matrix, double[]> overTau = points -> scaled(energies.apply(points), 1 / tau);
    return new GridQuadrature().fit(distribution, overTau, executor).divergence();
  }

  private static double[] scaled(double[] values, double factor) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = factor * values[i];
    }
    return result;
  }
}
