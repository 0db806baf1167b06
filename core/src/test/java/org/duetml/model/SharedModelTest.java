package org.duetml.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distributions;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many threads use one model at the same time and get the bits that one thread alone gets. */
class SharedModelTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 4;
  private static final int POINTS = 200;

  private static DuetModel model;

  /** What one thread asks of a model, and the bits it gets. */
  private record Answers(float[][] samples, double[] energies, double[] logs, float[][] states) {
    static Answers of(DuetModel model, long seed, ShardExecutor executor) {
      Matrix rows = model.sample(0, POINTS, seed, executor);
      float[][][] path = model.trajectories(20, seed);
      return new Answers(
          PointRows.toArrays(rows),
          model.energy(rows, executor),
          model.logDensity(rows, executor),
          path[path.length - 1]);
    }

    void assertSameAs(Answers other) {
      assertArrayEquals(samples, other.samples);
      assertArrayEquals(energies, other.energies);
      assertArrayEquals(logs, other.logs);
      assertArrayEquals(states, other.states);
    }
  }

  @BeforeAll
  static void train() {
    Map<String, Object> few =
        Map.of(
            "sampler.width", 16,
            "energy.width", 16,
            "value.width", 16,
            "pretrain.iterations", 100,
            "warm-start.iterations", 50,
            "warm-start.pool", 2000,
            "gcd.iterations", 20,
            "calibration.iterations", 50,
            "calibration.pool", 2000,
            "pretrain.batch", 256);
    model = Duet.train(Distributions.named("8gaussians"), DuetConfig.of(few));
  }

  @Test
  void manyThreadsGetTheBitsOfOne() throws Exception {
    List<Matrix> before = copies(model);
    List<Answers> alone = new ArrayList<>();
    try (ShardExecutor executor = new ShardExecutor(1)) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        alone.add(Answers.of(model, seed, executor));
      }
    }
    CountDownLatch start = new CountDownLatch(THREADS);
    List<Callable<List<Answers>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      tasks.add(task(start, thread));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<List<Answers>> together : threads.invokeAll(tasks)) {
        for (int seed = 0; seed < ROUNDS; seed++) {
          alone.get(seed).assertSameAs(together.get().get(seed));
        }
      }
    }
    List<Matrix> after = copies(model);
    for (int i = 0; i < before.size(); i++) {
      assertArrayEquals(before.get(i).values(), after.get(i).values());
    }
  }

  /** All seeds, beginning with another one on every thread; half of them on two cores each. */
  private static Callable<List<Answers>> task(CountDownLatch start, int thread) {
    return () -> {
      Answers[] answers = new Answers[ROUNDS];
      start.countDown();
      start.await();
      try (ShardExecutor executor = new ShardExecutor(1 + thread % 2)) {
        for (int i = 0; i < ROUNDS; i++) {
          int seed = (i + thread) % ROUNDS;
          answers[seed] = Answers.of(model, seed, executor);
        }
      }
      return List.of(answers);
    };
  }

  private static List<Matrix> copies(DuetModel model) {
    List<Matrix> copies = new ArrayList<>();
    for (Matrix tensor : ModelTensors.of(model.players()).values()) {
      Matrix copy = new Matrix(tensor.rows(), tensor.columns());
      copy.copyRows(tensor, 0, 0, tensor.rows());
      copies.add(copy);
    }
    return copies;
  }
}
