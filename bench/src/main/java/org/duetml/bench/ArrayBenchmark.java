package org.duetml.bench;

import java.util.concurrent.TimeUnit;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The kernels that work element by element, and random numbers: time per element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ArrayBenchmark.COUNT)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-XX:Tier0ProfilingStartPercentage=100000"
    })
public class ArrayBenchmark {
  static final int COUNT = 4096;

  private final Kernels kernels = Kernels.get();
  private final RandomStream random = RandomStream.of(1, "bench");
  private final Matrix draws = new Matrix(COUNT / 32, 32);
  private final int[] order = new int[COUNT];
  private final float[] x = new float[COUNT];
  private final float[] y = new float[COUNT];
  private final float[] z = new float[COUNT];
  private final float[] v = new float[COUNT];

  /** Fills the arrays with positive numbers, which every function here can take. */
  @Setup
  public void fill() {
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (10 * random.uniform(0, i));
      y[i] = (float) random.uniform(1, i);
      z[i] = (float) random.uniform(2, i);
      v[i] = (float) random.uniform(3, i);
    }
  }

  @Benchmark
  public void exp() {
    kernels.exp(x, y, 0, COUNT);
  }

  @Benchmark
  public void log() {
    kernels.log(x, y, 0, COUNT);
  }

  @Benchmark
  public void sinCos() {
    kernels.sinCos(x, y, z, 0, COUNT);
  }

  @Benchmark
  public void adam() {
    kernels.adam(x, y, z, v, 1, 0.9f, 0.999f, 1e-6f, 1e-8f, 0, 0, COUNT);
  }

  @Benchmark
  public void blend() {
    kernels.blend(x, y, 0.001f, 0, COUNT);
  }

  @Benchmark
  public void normals() {
    random.normals(0, draws, 0, draws.rows());
  }

  @Benchmark
  public void uniforms() {
    random.uniforms(0, draws, 0, draws.rows());
  }

  @Benchmark
  public void permutation() {
    random.permutation(0, order);
  }
}
