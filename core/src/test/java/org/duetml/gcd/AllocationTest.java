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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole training allocates nothing that grows with the batch from one iteration to the next, on
 * none of its threads. Logging is left out: it makes maps and looks at samples, once in many
 * iterations.
 */
class AllocationTest {
  private static final int ITERATIONS = 40;
  private static final int THREADS = 2;

  /**
   * What an iteration may allocate before the JIT has compiled it: iterators over layers and
   * parameters, which compiled code does without. An iteration of the game has 1800 rows, so this
   * is less than the smallest object for every sixth of them.
   */
  private static final long BYTES = 4096;

  /**
   * Iterations of a stage that may allocate: the first, in which classes are loaded and proposals
   * drawn, the last, which is logged, and the first in which a thread gets work of a kind, which
   * may come late on a busy machine. What every iteration allocates shows in all forty.
   */
  private static final int EXCEPTIONS = 8;

  /** With SIMD, vectors are objects until the JIT has compiled the loops that hold them. */
  @BeforeEach
  void kernelsAreScalar() {
    assumeTrue(Kernels.get().name().equals("scalar"));
  }

  private static DuetConfig config(SamplerStep kind) {
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
      settings.put(stage, ITERATIONS);
    }
    settings.put("gcd.sampler-step", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("gcd.log-every", 100 * ITERATIONS);
    settings.put("sampler.noise-min", 0.15);
    settings.put("energy.fourier-scale", 1);
    settings.put("gcd.steps", 3);
    settings.put("gcd.batch", 600);
    settings.put("pretrain.batch", 600);
    settings.put("warm-start.pool", 300);
    settings.put("calibration.pool", 300);
    return DuetConfig.of(settings);
  }

  @ParameterizedTest
  @EnumSource(SamplerStep.class)
  void trainingAllocatesNothing(SamplerStep kind) {
    DuetConfig config = config(kind);
    StandardizedData data =
        new StandardizedData(
            ArrayData.of("rows", new double[][] {{1, 0}, {-0.5, 0.2}, {0.3, -1}}),
            Standardization.identity(2));
    try (ShardExecutor executor = new ShardExecutor(THREADS)) {
      Watcher watcher = new Watcher();
      Players players = PlayersFactory.create(2, config);
      new DuetTrainer(players, data, config, executor, watcher).run(EnumSet.allOf(Phase.class));
      int stages = kind.usesValues() ? 6 : 5;
      assertEquals(stages * ITERATIONS, watcher.iterations);
      assertTrue(
          watcher.mostLoud <= EXCEPTIONS, watcher.mostLoud + " of a stage's iterations allocate");
    }
  }

  /** Counts the iterations that allocate. */
  private static final class Watcher implements TrainingListener {
    private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t == Thread.currentThread() || t.getName().startsWith("duet-shard-"))
            .mapToLong(Thread::threadId)
            .toArray();
    private long before = allocated();
    private int iterations;
    private int loud;
    private int mostLoud;

    Watcher() {
      assertTrue(threads.length >= THREADS);
    }

    @Override
    public void onIteration(Phase phase, int iteration, int count) {
      if (allocated() - before > BYTES) {
        loud++;
      }
      iterations++;
      if (iterations % ITERATIONS == 0) {
        mostLoud = Math.max(mostLoud, loud);
        loud = 0;
      }
      before = allocated();
    }

    /** By all threads; reading allocates a little, too. */
    private long allocated() {
      long sum = 0;
      for (long thread : threads) {
        sum += bean.getThreadAllocatedBytes(thread);
      }
      return sum;
    }
  }
}
