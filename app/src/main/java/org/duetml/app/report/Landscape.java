package org.duetml.app.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.duetml.app.picture.ModelFunctions;
import org.duetml.app.picture.PointFunction;
import org.duetml.app.picture.Points;
import org.duetml.data.DataSource;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.model.DuetModel;

/**
 * The learned log-density {@code -E / tau - log Z} of a planar model and the true one, on the nodes
 * of a grid. Z is found by quadrature. Without a temperature there is no density: then it is {@code
 * -E}, and nothing stands beside it.
 */
final class Landscape {
  /** Nodes along a side: two or more across the narrowest mode of the planar suite. */
  static final int NODES = 161;

  /** Both log-densities are cut this many nats below their maximum. */
  private static final double DEPTH = 60;

  private Landscape() {}

  /**
   * Evaluates both.
   *
   * @param model planar
   * @param data what it learned, or null where that is unknown
   * @param halfWidth half the width of the square
   * @param executor shares the work
   * @return the JSON object {@code nodes}, {@code halfWidth}, {@code normalised}, {@code depth} (of
   *     the cut), {@code learned} and, where the density is known, {@code truth}
   */
  static Map<String, Object> of(
      DuetModel model, DataSource data, double halfWidth, ShardExecutor executor) {
    float[][] nodes = Nodes.of(NODES, halfWidth);
    PointFunction energy = ModelFunctions.energy(model, executor);
    boolean normalised = model.config().gcd().tau() > 0;
    double logNormalizer = normalised ? logNormalizer(energy, halfWidth) : 0;
    double[] learned = DoubleStream.of(energy.of(nodes)).map(e -> -e - logNormalizer).toArray();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("nodes", NODES);
    object.put("halfWidth", halfWidth);
    object.put("normalised", normalised);
    object.put("depth", DEPTH);
    object.put("learned", Quantized.of(normalised ? cut(learned) : learned));
    PointFunction truth = ModelFunctions.logDensity(data, executor);
    if (normalised && truth != null) {
      object.put("truth", Quantized.of(cut(truth.of(nodes))));
    }
    return object;
  }

  /** Over the square that the metrics use, or the one shown where that is larger. */
  private static double logNormalizer(PointFunction energy, double halfWidth) {
    double reach = Math.max(GridQuadrature.HALF_WIDTH, halfWidth);
    return new GridQuadrature(reach, GridQuadrature.CELLS)
        .logNormalizer(midpoints -> energy.of(Points.of(midpoints)));
  }

  private static double[] cut(double[] logDensities) {
    double lowest = Arrays.stream(logDensities).max().orElseThrow() - DEPTH;
    return Arrays.stream(logDensities).map(value -> Math.max(value, lowest)).toArray();
  }
}
