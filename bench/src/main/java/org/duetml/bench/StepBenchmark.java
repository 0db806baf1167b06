package org.duetml.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.gcd.GcdTrainer;
import org.duetml.gcd.Players;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole steps with the defaults of 8 Gaussians; the moves of an iteration of the game are in {@link
 * org.duetml.gcd.MoveBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-XX:Tier0ProfilingStartPercentage=100000"
    })
public class StepBenchmark {
  /** The defaults without any training. */
  public static final DuetConfig UNTRAINED =
      DuetConfig.defaults()
          .with(
              Map.of(
                  "pretrain.iterations", 0,
                  "warm-start.iterations", 0,
                  "warm-start.value-iterations", 0,
                  "gcd.iterations", 0,
                  "calibration.iterations", 0,
                  "calibration.noising-iterations", 0));

  private static final int ROWS = 4096;

  /** The caller's included. */
  @Param({"1", "2"})
  int threads;

  private ShardExecutor executor;
  private DuetModel model;
  private GcdTrainer valueGradient;
  private GcdTrainer ppo;
  private DenoisingTrainer pretraining;
  private Matrix points;

  /** Untrained players: what a step takes does not depend on the weights. */
  @Setup
  public void build() {
    executor = new ShardExecutor(threads);
    DataSource source = Distributions.named("8gaussians");
    model = Duet.train(source, UNTRAINED);
    StandardizedData data = new StandardizedData(source, model.standardization());
    DuetConfig config = model.config().with("gcd.iterations", 1);
    Players players = model.players();
    valueGradient = new GcdTrainer(players.copy(), data, config, executor);
    DuetConfig byPpo = config.with("gcd.sampler-step", "ppo");
    ppo = new GcdTrainer(players.copy(), data, byPpo, executor);
    DuetConfig.Pretrain settings = config.pretrain();
    pretraining =
        new DenoisingTrainer(
            players.sampler().predictor().copy(),
            players.sampler().schedule(),
            data,
            settings.batch(),
            LearningRate.falling(settings.learningRate(), Decay.LINEAR),
            settings.ema(),
            1,
            executor);
    points = model.sample(0, ROWS, 1, executor);
  }

  @TearDown
  public void end() {
    executor.close();
  }

  /** Rollout, energy, value, sampler by the value's gradient, averages. */
  @Benchmark
  public void valueGradientIteration() {
    valueGradient.play(() -> false);
  }

  /** The same with two passes of PPO. */
  @Benchmark
  public void ppoIteration() {
    ppo.play(() -> false);
  }

  @Benchmark
  public double pretrainingStep() {
    return pretraining.step(0, 1);
  }

  /** 4096 samples of five steps. */
  @Benchmark
  public Matrix sampling() {
    return model.sample(0, ROWS, 1, executor);
  }

  /** 4096 energies. */
  @Benchmark
  public double[] scoring() {
    return model.energy(points, executor);
  }
}
