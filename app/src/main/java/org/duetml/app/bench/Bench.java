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
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** Measures this machine at Duet's work. Not thread-safe. */
public final class Bench {
  /** The key of {@link #run}'s result under which the machine's peak stands. */
  public static final String PEAK = "peak_gigaflops_of_one_core";

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
   * @return {@code machine}, {@code memory}, the peak, and for each part under its label its rows
   * @throws IOException if no second process can be started
   */
  public Map<String, Object> run(Set<BenchPart> parts) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", MachineFacts.description());
    for (BenchPart part : BenchPart.values()) {
      if (parts.contains(part)) {
        document.put(part.label(), rows(part, document));
      }
    }
    document.put("memory", MachineFacts.memory());
    return document;
  }

  private List<Map<String, Object>> rows(BenchPart part, Map<String, Object> document)
      throws IOException {
    return switch (part) {
      case STEPS -> steps(document);
      case GAME -> games();
      case RATES -> rates();
      case START -> start();
      case COST -> new CostGrowth(settings, progress).rows();
    };
  }

  private List<Map<String, Object>> steps(Map<String, Object> document) {
    warmUp();
    double peak = Double.NaN;
    if (Kernels.get().name().startsWith("simd")) {
      progress.accept("peak of one core");
      peak = Peak.gigaflops(settings.timing());
      document.put(PEAK, peak);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Shape shape : settings.shapes()) {
      double one = Double.NaN;
      for (int threads : settings.threads()) {
        progress.accept("training step, %s, threads: %d".formatted(shape, threads));
        double nanos = stepNanos(shape, threads, settings.timing());
        one = threads == 1 ? nanos : one;
        double gigaflops = shape.operations() / nanos;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", shape.toString());
        row.put(THREADS, threads);
        row.put("microseconds", nanos / 1e3);
        row.put("gigaflops", gigaflops);
        if (!Double.isNaN(peak)) {
          row.put("fraction_of_peak", gigaflops / (threads * peak));
        }
        row.put(SPEED_UP, one / nanos);
        rows.add(row);
      }
    }
    return rows;
  }

  /** Lets the JIT compiler finish with the kernels before the first figure. */
  private void warmUp() {
    progress.accept("warming up");
    long warmUp = 3 * settings.timing().warmUpNanos();
    stepNanos(settings.shapes().getFirst(), 1, new Timing(warmUp, 1));
  }

  static double stepNanos(Shape shape, int threads, Timing timing) {
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      Runnable step = new TrainingStep(shape, executor)::run;
      return timing.nanos(step, threads);
    }
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
