package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.data.ArrayData;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An iteration of training that is not logged allocates nothing, on none of its threads: not a byte
 * even before it is compiled with scalar kernels. With SIMD, vectors are objects until the JIT has
 * compiled the loops that hold them, and nothing is allocated from then on.
 */
class AllocationTest {
  private static final int ITERATIONS = 40;
  private static final int THREADS = 2;

  /**
   * Iterations of a stage that may allocate: the first, in which classes are loaded and proposals
   * drawn, the last, which is logged, and the first in which a thread gets work of a kind, which
   * may come late on a busy machine. What every iteration allocates shows in all forty.
   */
  private static final int EXCEPTIONS = 8;

  /** By so many iterations the JIT has compiled whatever it will. */
  private static final int MOST_ITERATIONS = 30_000;

  private static DuetConfig config(SamplerStep kind, int iterations) {
    Map<String, Object> settings = new HashMap<>();
    for (String network : new String[] {"sampler", "energy", "value"}) {
      settings.put(network + ".width", 8);
    }
    for (String stage :
        new String[] {
          "pretrain.iterations",
          "warm-start.iterations",
          "warm-start.value-iterations",
          "gcd.iterations",
          "calibration.noising-iterations",
          "calibration.iterations"
        }) {
      settings.put(stage, iterations);
    }
    settings.put("gcd.sampler-step", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("gcd.log-every", 100 * iterations);
    settings.put("sampler.noise-min", 0.15);
    settings.put("energy.fourier-scale", 1);
    settings.put("gcd.steps", 3);
    settings.put("gcd.batch", 600);
    settings.put("pretrain.batch", 600);
    settings.put("warm-start.pool", 300);
    settings.put("calibration.pool", 300);
    return DuetConfig.of(settings);
  }

  private static StandardizedData data() {
    return new StandardizedData(
        ArrayData.of("rows", new double[][] {{1, 0}, {-0.5, 0.2}, {0.3, -1}}),
        Standardization.identity(2));
  }

  @ParameterizedTest
  @EnumSource(SamplerStep.class)
  void trainingAllocatesNothing(SamplerStep kind) {
    assumeTrue(Kernels.get().name().equals("scalar"));
    DuetConfig config = config(kind, ITERATIONS);
    try (ShardExecutor executor = new ShardExecutor(THREADS)) {
      Watcher watcher = new Watcher();
      Players players = PlayersFactory.create(2, config);
      new DuetTrainer(players, data(), config, executor, watcher).run(EnumSet.allOf(Phase.class));
      int stages = kind.usesValues() ? 6 : 5;
      assertEquals(stages * ITERATIONS, watcher.iterations);
      assertTrue(
          watcher.mostLoud <= EXCEPTIONS, watcher.mostLoud + " of a stage's iterations allocate");
    }
  }

  @ParameterizedTest
  @EnumSource(SamplerStep.class)
  void compiledStepsAllocateNothing(SamplerStep kind) {
    assumeTrue(Kernels.get().name().startsWith("simd"));
    DuetConfig config = config(kind, MOST_ITERATIONS);
    try (ShardExecutor executor = new ShardExecutor(THREADS)) {
      Players players = PlayersFactory.create(2, config);
      for (StageKind stageKind : StageKind.values()) {
        Stage stage = stageKind.open(players, data(), config, executor);
        assertTrue(becomesQuiet(stage), () -> stageKind + " still allocates");
        players = stage.finish();
      }
    }
  }

  /** Whether so many iterations in a row allocate nothing, sooner or later. */
  private static boolean becomesQuiet(Stage stage) {
    Allocations allocations = new Allocations();
    int quiet = 0;
    for (int i = 0; i < MOST_ITERATIONS && quiet < ITERATIONS; i++) {
      long before = allocations.bytes();
      stage.step(i);
      quiet = allocations.bytes() == before ? quiet + 1 : 0;
    }
    return quiet == ITERATIONS;
  }

  /** Counts the iterations that allocate. */
  private static final class Watcher implements TrainingListener {
    private final Allocations allocations = new Allocations();
    private long before = allocations.bytes();
    private int iterations;
    private int loud;
    private int mostLoud;

    @Override
    public void onIteration(Phase phase, int iteration, int count) {
      if (allocations.bytes() > before) {
        loud++;
      }
      iterations++;
      if (iterations % ITERATIONS == 0) {
        mostLoud = Math.max(mostLoud, loud);
        loud = 0;
      }
      before = allocations.bytes();
    }
  }

  /** What this thread and those of the executor allocate; asking allocates nothing. */
  private static final class Allocations {
    private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t == Thread.currentThread() || t.getName().startsWith("duet-shard-"))
            .mapToLong(Thread::threadId)
            .toArray();

    Allocations() {
      assertTrue(threads.length >= THREADS);
    }

    long bytes() {
      long sum = 0;
      for (long thread : threads) {
        sum += bean.getThreadAllocatedBytes(thread);
      }
      return sum;
    }
  }
}
