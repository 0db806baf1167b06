package org.duetml.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** Measures this machine at Duet's work. Not thread-safe. */
public final class Bench {
  private static final String THREADS = "threads";
  private static final String WORK = "work";
  private static final String PER_SECOND = "per_second";
  private static final String SPEED_UP = "speed_up";

  private final BenchSettings settings;
  private final Consumer<String> progress;

  /**
   * A measurement that has not begun.
   *
   * @param settings how much
   * @param progress is told what is measured now
   */
  public Bench(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param parts what
   * @return {@code machine}, {@code memory}, and for each part under its label its rows
   * @throws IOException if no second process can be started
   */
  public Map<String, Object> run(Set<BenchPart> parts) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", MachineFacts.description());
    for (BenchPart part : BenchPart.values()) {
      if (parts.contains(part)) {
        document.put(part.label(), rows(part));
      }
    }
    document.put("memory", MachineFacts.memory());
    return document;
  }

  private List<Map<String, Object>> rows(BenchPart part) throws IOException {
    return switch (part) {
      case STEPS -> steps();
      case GAME -> games();
      case RATES -> rates();
      case START -> start();
      case COST -> new CostGrowth(settings, progress).rows();
    };
  }

  private List<Map<String, Object>> steps() {
    warmUp();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Shape shape : settings.shapes()) {
      StepSpeed one = null;
      for (int threads : settings.threads()) {
        progress.accept("training step, %s, threads: %d".formatted(shape, threads));
        if (threads == 1) {
          one = StepSpeed.ofOneThread(shape, settings.timing());
          rows.add(row(one, one));
        } else {
          rows.add(row(one.onThreads(threads, settings.timing()), one));
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(StepSpeed speed, StepSpeed one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("step", speed.shape().toString());
    row.put(THREADS, speed.threads());
    row.put("microseconds", speed.nanos() / 1e3);
    row.put("gigaflops", speed.gigaflops());
    putMeasured(row, "peak_of_one_core", speed.peak());
    putMeasured(row, "fraction_of_peak", speed.fractionOfPeak());
    row.put(SPEED_UP, one.nanos() / speed.nanos());
    putMeasured(row, "speed_up_of_peak", speed.peakSpeedUp());
    putMeasured(row, "hand_over_nanoseconds", speed.handOverNanos());
    return row;
  }

  private static void putMeasured(Map<String, Object> row, String key, double value) {
    if (!Double.isNaN(value)) {
      row.put(key, value);
    }
  }

  /** Lets the JIT compiler finish with the kernels before the first figure. */
  private void warmUp() {
    progress.accept("warming up");
    long warmUp = 3 * settings.timing().warmUpNanos();
    StepSpeed.ofOneThread(settings.shapes().getFirst(), new Timing(warmUp, 1));
  }

  private List<Map<String, Object>> games() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SamplerStep step : List.of(SamplerStep.VALUE_GRADIENT, SamplerStep.PPO)) {
      String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
      BenchModel model = BenchModel.with(Map.of("gcd.sampler-step", name));
      double one = Double.NaN;
      for (int threads : settings.threads()) {
        progress.accept("game, %s, threads: %d".formatted(name, threads));
        try (ShardExecutor executor = new ShardExecutor(threads)) {
          double nanos = GameTiming.nanos(model, settings.timing(), executor);
          one = threads == 1 ? nanos : one;
          Map<String, Object> row = rate(name, threads, 1, nanos);
          row.put("milliseconds", nanos / 1e6);
          row.put(SPEED_UP, one / nanos);
          row.put("rows", GameTiming.rowsForward(model, executor));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> rate(String work, int threads, int count, double nanos) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(WORK, work);
    row.put(THREADS, threads);
    row.put(PER_SECOND, count / nanos * 1e9);
    return row;
  }

  private List<Map<String, Object>> rates() {
    DuetModel model = BenchModel.with(Map.of()).model();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int threads : settings.threads()) {
      try (ShardExecutor executor = new ShardExecutor(threads)) {
        Matrix points = model.sample(0, settings.rows(), 1, executor);
        progress.accept("sampling, threads: " + threads);
        double sampling =
            settings.timing().nanos(() -> model.sample(0, settings.rows(), 1, executor), threads);
        rows.add(rate("sampling", threads, settings.rows(), sampling));
        progress.accept("scoring, threads: " + threads);
        double scoring = settings.timing().nanos(() -> model.energy(points, executor), threads);
        rows.add(rate("scoring", threads, settings.rows(), scoring));
      }
    }
    return rows;
  }

  private List<Map<String, Object>> start() throws IOException {
    progress.accept("first iteration of a new process");
    double seconds = FirstIteration.seconds(settings.mostThreads());
    return List.of(Map.of("seconds", seconds));
  }
}
