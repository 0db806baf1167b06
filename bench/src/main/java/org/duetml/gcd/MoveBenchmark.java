package org.duetml.gcd;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.duetml.Duet;
import org.duetml.bench.StepBenchmark;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.data.StandardizedData;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * The moves that make up an iteration of the game, each for itself, with the defaults of 8
 * Gaussians; whole iterations are in {@link StepBenchmark}. It lies in this package because a
 * single move is nothing that users of the library can make.
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
public class MoveBenchmark {
  /** The caller's included. */
  @Param({"1", "2"})
  int threads;

  private ShardExecutor executor;
  private GcdTrainer valueGradient;
  private GcdTrainer ppo;

  /** Untrained players: what a move takes does not depend on the weights. */
  @Setup
  public void build() {
    executor = new ShardExecutor(threads);
    DataSource source = Distributions.named("8gaussians");
    DuetModel model = Duet.train(source, StepBenchmark.UNTRAINED);
    valueGradient = game(source, model, "value-gradient");
    ppo = game(source, model, "ppo");
  }

  private GcdTrainer game(DataSource source, DuetModel model, String samplerStep) {
    StandardizedData data = new StandardizedData(source, model.standardization());
    return new GcdTrainer(
        model.players().copy(),
        data,
        model.config().with(Map.of("gcd.iterations", 1, "gcd.sampler-step", samplerStep)),
        executor);
  }

  /** Moves are made again and again on one rollout: it must not become ever less likely. */
  @Setup(Level.Iteration)
  public void begin() {
    for (GcdTrainer game : new GcdTrainer[] {valueGradient, ppo}) {
      game.rollOut(0);
      game.moveValues(0);
    }
  }

  @TearDown
  public void end() {
    executor.close();
  }

  /** 256 samples of 5 steps, and what the value gradient needs of them. */
  @Benchmark
  public void rollout() {
    valueGradient.rollOut(0);
  }

  /** On 256 rows of data and as many samples. */
  @Benchmark
  public void energy() {
    valueGradient.moveEnergy(0);
  }

  /** TD(lambda) on all states of the rollout, and the energies of its samples. */
  @Benchmark
  public void value() {
    valueGradient.moveValues(0);
  }

  /** The sampler's move by the gradient of the values. */
  @Benchmark
  public void valueGradient() {
    valueGradient.moveSampler(0);
  }

  /** The sampler's move by PPO, two passes. */
  @Benchmark
  public void ppo() {
    ppo.moveSampler(0);
  }
}
