package org.duetml.bench;

import java.util.concurrent.TimeUnit;
import org.duetml.kernel.ShardExecutor;
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

/** What it costs to hand four empty parts to the threads and to wait for them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-XX:Tier0ProfilingStartPercentage=100000"
    })
public class ExecutorBenchmark {
  private static final int PARTS = 4;

  /** The caller's included. */
  @Param({"1", "2"})
  int threads;

  private final int[] calls = new int[PARTS];
  private ShardExecutor executor;

  @Setup
  public void start() {
    executor = new ShardExecutor(threads);
  }

  @TearDown
  public void end() {
    executor.close();
  }

  @Benchmark
  public void handOver() {
    executor.run(PARTS, part -> calls[part]++);
  }
}
