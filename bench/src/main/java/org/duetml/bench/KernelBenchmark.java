package org.duetml.bench;

import java.util.concurrent.TimeUnit;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.Modulation;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.RandomStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** The kernels that work on rows, on one shard of a hidden layer. */
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
public class KernelBenchmark {
  private static final int ROWS = ShardExecutor.SHARD_ROWS;
  private static final int BATCH = 1024;
  private static final int STEPS = 5;

  /** Units of the layer. */
  @Param({"128", "256", "1024"})
  int width;

  private Kernels kernels;
  private Matrix x;
  private Matrix y;
  private Matrix slopes;
  private Matrix weights;
  private Matrix gradient;
  private PackedMatrix packed;
  private Matrix bias;
  private Matrix dz;
  private Modulation modulation;
  private Matrix dScale;
  private Matrix dShift;

  /** Fills everything with normals. */
  @Setup
  public void fill() {
    kernels = Kernels.get();
    RandomStream random = RandomStream.of(1, "bench");
    x = normals(random, 0, BATCH);
    y = normals(random, 1, BATCH);
    slopes = normals(random, 2, BATCH);
    weights = normals(random, 3, width);
    gradient = new Matrix(width, width);
    packed = kernels.packed(width, width);
    kernels.pack(weights, packed);
    bias = normals(random, 4, 1);
    int[] steps = new int[BATCH];
    for (int r = 0; r < BATCH; r++) {
      steps[r] = random.integer(7, r, STEPS);
    }
    modulation = new Modulation(normals(random, 5, STEPS), normals(random, 6, STEPS), steps);
    dz = new Matrix(BATCH, width);
    dScale = new Matrix(STEPS, width);
    dShift = new Matrix(STEPS, width);
  }

  private Matrix normals(RandomStream random, long step, int rows) {
    Matrix matrix = new Matrix(rows, width);
    random.normals(step, matrix, 0, rows);
    return matrix;
  }

  /** Forward; the input gradient is the same with transposed weights. */
  @Benchmark
  public void affine() {
    kernels.affine(x, packed, bias, y, 0, ROWS);
  }

  /** A part of the weight gradient, over a large batch. */
  @Benchmark
  public void weightGradient() {
    kernels.weightGradient(x, y, BATCH, gradient, 0, ROWS);
  }

  @Benchmark
  public void columnSums() {
    kernels.columnSums(x, BATCH, bias);
  }

  @Benchmark
  public void pack() {
    kernels.pack(weights, packed);
  }

  @Benchmark
  public void packTransposed() {
    kernels.packTransposed(weights, packed);
  }

  @Benchmark
  public void modulatedSilu() {
    kernels.activate(Activation.SILU, x, modulation, y, slopes, 0, ROWS);
  }

  @Benchmark
  public void activateBackward() {
    kernels.activateBackward(x, slopes, modulation, y, dz, 0, ROWS);
  }

  @Benchmark
  public void modulationGradient() {
    kernels.modulationGradient(x, y, modulation, BATCH, dScale, dShift, bias, 0, width);
  }

  @Benchmark
  public void silu() {
    kernels.activate(Activation.SILU, x, null, y, slopes, 0, ROWS);
  }

  @Benchmark
  public void softplus() {
    kernels.activate(Activation.SOFTPLUS, x, null, y, slopes, 0, ROWS);
  }

  @Benchmark
  public void tanh() {
    kernels.activate(Activation.TANH, x, null, y, slopes, 0, ROWS);
  }

  @Benchmark
  public void relu() {
    kernels.activate(Activation.RELU, x, null, y, slopes, 0, ROWS);
  }

  @Benchmark
  public void multiply() {
    kernels.multiply(x, slopes, y, 0, ROWS);
  }
}
