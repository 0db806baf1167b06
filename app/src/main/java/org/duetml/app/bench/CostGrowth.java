package org.duetml.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * How the time of some work grows over a decade of its size: the exponent p of the least-squares
 * line {@code log time = p log size + constant}, 1 where time is proportional to size. All on one
 * thread.
 */
final class CostGrowth {
  private static final double[] DECADE = {1, 2, 5, 10};
  private static final int SMALLEST_BATCH = 128;
  private static final int SMALLEST_STEPS = 2;
  private static final int SMALLEST_WIDTH = 64;

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  CostGrowth(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  List<Map<String, Object>> rows() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      grow("game iteration by batch", SMALLEST_BATCH, b -> game("gcd.batch", b, executor), b -> b);
      grow("game iteration by T", SMALLEST_STEPS, t -> game("gcd.steps", t, executor), t -> t);
      DuetModel model = BenchModel.with(Map.of()).model();
      Timing timing = settings.timing();
      int fewest = settings.rows() / 10;
      Matrix points = model.sample(0, settings.rows(), 1, executor);
      grow(
          "sampling by rows",
          fewest,
          n -> timing.processorNanos(() -> model.sample(0, n, 1, executor)),
          n -> n);
      grow(
          "scoring by rows",
          fewest,
          n -> timing.processorNanos(() -> model.energy(first(points, n), executor)),
          n -> n);
    }
    grow(
        "training step by width",
        SMALLEST_WIDTH,
        w -> StepSpeed.ofOneThread(step(w), settings.timing()).nanos(),
        w -> step(w).operations());
    return rows;
  }

  private static Shape step(int width) {
    return new Shape(256, 34, width, 2);
  }

  private static Matrix first(Matrix points, int count) {
    Matrix some = new Matrix(count, points.columns());
    some.copyRows(points, 0, 0, count);
    return some;
  }

  private double game(String key, int value, ShardExecutor executor) {
    return GameTiming.nanos(BenchModel.with(Map.of(key, value)), settings.timing(), executor);
  }

  /** Measures one work at four sizes; beside the time's exponent stands that of its operations. */
  private void grow(
      String work, int smallest, IntToDoubleFunction nanos, IntToDoubleFunction operations) {
    double[] sizes = new double[DECADE.length];
    double[] times = new double[DECADE.length];
    double[] counts = new double[DECADE.length];
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("work", work);
    row.put("sizes", "%d to %d".formatted(smallest, 10 * smallest));
    for (int i = 0; i < DECADE.length; i++) {
      int size = (int) (DECADE[i] * smallest);
      progress.accept(work + ": " + size);
      sizes[i] = size;
      times[i] = nanos.applyAsDouble(size);
      counts[i] = operations.applyAsDouble(size);
      row.put("ms_at_%.0f_times".formatted(DECADE[i]), times[i] / 1e6);
    }
    row.put("exponent", exponent(sizes, times));
    row.put("exponent_of_operations", exponent(sizes, counts));
    rows.add(row);
  }

  static double exponent(double[] sizes, double[] values) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < sizes.length; i++) {
      meanX += Math.log(sizes[i]) / sizes.length;
      meanY += Math.log(values[i]) / sizes.length;
    }
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < sizes.length; i++) {
      double x = Math.log(sizes[i]) - meanX;
      covariance += x * (Math.log(values[i]) - meanY);
      variance += x * x;
    }
    return covariance / variance;
  }
}
