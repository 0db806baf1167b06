package org.duetml.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.duetml.app.picture.ModelFunctions;
import org.duetml.app.picture.Points;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * The sampler's states from noise to samples, over the value function {@code V(., t)} of each step
 * where the model is planar; {@code V(., T)} is the energy. Values are in units of tau, as the
 * energy is.
 */
final class SamplerPath {
  /** Nodes along a side: values are smoother than the energy at the end. */
  static final int NODES = 97;

  private static final int POINTS = 800;

  /** Of a longer path, so many states are shown, evenly spaced. */
  private static final int MOST_STATES = 11;

  /** Noise is as wide as the data: so many standard deviations of it are shown. */
  private static final double NOISE_DEVIATIONS = 2.5;

  private final DuetModel model;
  private final double halfWidth;
  private final ShardExecutor executor;

  private SamplerPath(DuetModel model, double halfWidth, ShardExecutor executor) {
    this.model = model;
    this.halfWidth = halfWidth;
    this.executor = executor;
  }

  /**
   * Draws and evaluates.
   *
   * @param model of at least two dimensions
   * @param dataHalfWidth half the width of the square that shows the data
   * @param executor shares the work
   * @return the JSON object {@code steps}, {@code halfWidth}, {@code nodes} and {@code states}
   */
  static Map<String, Object> of(DuetModel model, double dataHalfWidth, ShardExecutor executor) {
    double widest = DoubleStream.of(model.standardization().sds()).limit(2).max().orElseThrow();
    double halfWidth = Math.max(dataHalfWidth, NOISE_DEVIATIONS * widest);
    return new SamplerPath(model, halfWidth, executor).gather();
  }

  private Map<String, Object> gather() {
    float[][][] trajectories = model.trajectories(POINTS, model.provenance().seed());
    List<Map<String, Object>> states = new ArrayList<>();
    for (int t : shownSteps(model.steps())) {
      states.add(state(t, trajectories[t]));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("steps", model.steps());
    object.put("halfWidth", halfWidth);
    object.put("nodes", NODES);
    object.put("states", states);
    return object;
  }

  /** All of 0 to T, or some with both ends. */
  static int[] shownSteps(int steps) {
    int intervals = Math.min(steps, MOST_STATES - 1);
    return IntStream.rangeClosed(0, intervals)
        .map(i -> (int) Math.round((double) i * steps / intervals))
        .toArray();
  }

  private Map<String, Object> state(int t, float[][] points) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("t", t);
    if (t < model.steps()) {
      object.put("sigma", model.players().sampler().sigma(t));
      object.put("noiseLevel", model.players().sampler().schedule().noiseLevel(t));
    }
    object.put("points", Quantized.of(points, POINTS, 2));
    if (model.dimension() == 2) {
      object.put("values", Quantized.of(values(t)));
    }
    return object;
  }

  private double[] values(int t) {
    float[][] nodes = Nodes.of(NODES, halfWidth);
    if (t == model.steps()) {
      return ModelFunctions.energy(model, executor).of(nodes);
    }
    Matrix states = Points.matrix(nodes);
    model.standardization().apply(states);
    double[] values = model.players().value().values(states, t, executor);
    double tau = model.config().gcd().tau();
    return tau > 0 ? DoubleStream.of(values).map(value -> value / tau).toArray() : values;
  }
}
