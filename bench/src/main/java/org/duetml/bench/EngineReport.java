package org.duetml.bench;

import java.util.List;
import org.duetml.app.bench.Peak;
import org.duetml.app.bench.Shape;
import org.duetml.app.bench.StepSpeed;
import org.duetml.app.bench.Timing;
import org.duetml.app.bench.TrainingStep;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Prints how fast the running kernels are, alone, in whole training steps and beside OpenBLAS where
 * that is installed, and which fraction that is of what a core could do with the same vectors.
 * Takes about three minutes; figures mean most on a machine with nothing else to do.
 */
public final class EngineReport {
  private static final long WARM_UP_NANOS = 4_000_000_000L;
  private static final int NORMAL_ROWS = 1280;
  private static final int NORMAL_COLUMNS = 32;
  private static final int ELEMENTS = 4096;

  private final Kernels kernels = Kernels.get();
  private final RandomStream random = RandomStream.of(1, "report");

  private EngineReport() {}

  /**
   * Prints the report.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    warmUp();
    EngineReport report = new EngineReport();
    report.machine();
    report.products();
    report.steps();
    report.functions();
    PeerReport.print();
  }

  /** Lets the JIT compiler finish with the kernels before the first of them is timed. */
  private static void warmUp() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      TrainingStep step = new TrainingStep(Shape.ALL.getFirst(), executor);
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP_NANOS) {
        step.run();
      }
    }
  }

  private void machine() {
    System.out.printf(
        "kernels %s, %d cores, Java %s, vectors of %d bits%n",
        Kernels.get().name(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        Peak.vectorBits());
    System.out.printf(
        "In brackets: the share of the peak of a core, timed in turns with each line.%n%n");
  }

  private static String rate(double gigaflops, double peak) {
    return "%.0f (%.0f %%)".formatted(gigaflops, 100 * gigaflops / peak);
  }

  private Matrix normals(long step, int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    random.normals(step, matrix, 0, rows);
    return matrix;
  }

  private void products() {
    System.out.println(
        "| products of a hidden layer, GFLOP/s | peak | forward | weight gradient |");
    System.out.println("|---|---|---|---|");
    for (Shape shape : Shape.ALL) {
      int batch = shape.batch();
      int width = shape.width();
      double operations = shape.hiddenOperations();
      Matrix x = normals(0, batch, width);
      Matrix weights = normals(1, width, width);
      PackedMatrix packed = kernels.packed(width, width);
      kernels.pack(weights, packed);
      Matrix bias = normals(2, 1, width);
      Matrix y = new Matrix(batch, width);
      double[] nanos =
          Timing.USUAL.processorNanos(
              List.of(
                  Peak::run,
                  () -> forward(x, packed, bias, y),
                  () -> kernels.weightGradient(x, y, batch, weights, 0, width)));
      double peak = Peak.gigaflops(nanos[0]);
      System.out.printf(
          "| B %d, %d-%d | %.0f | %s | %s |%n",
          batch,
          width,
          width,
          peak,
          rate(operations / nanos[1], peak),
          rate(operations / nanos[2], peak));
    }
    System.out.println();
  }

  private void forward(Matrix x, PackedMatrix weights, Matrix bias, Matrix y) {
    for (int from = 0; from < x.rows(); from += ShardExecutor.SHARD_ROWS) {
      int to = Math.min(x.rows(), from + ShardExecutor.SHARD_ROWS);
      kernels.affine(x, weights, bias, y, from, to);
    }
  }

  private void steps() {
    int cores = Runtime.getRuntime().availableProcessors();
    System.out.printf(
        "| training step | peak | 1 thread, us | GFLOP/s | %d threads, us | GFLOP/s | speed-up |"
            + " speed-up of the peak | hand-over, ns |%n",
        cores);
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Shape shape : Shape.ALL) {
      StepSpeed one = StepSpeed.ofOneThread(shape, Timing.USUAL);
      StepSpeed all = one.onThreads(cores, Timing.USUAL);
      System.out.printf(
          "| %s | %.0f | %.0f | %s | %.0f | %s | %.2f | %.2f | %.0f |%n",
          shape,
          one.peak(),
          one.nanos() / 1e3,
          rate(one.gigaflops(), one.peak()),
          all.nanos() / 1e3,
          rate(all.gigaflops(), cores * all.peak()),
          one.nanos() / all.nanos(),
          all.peakSpeedUp(),
          all.handOverNanos());
    }
    System.out.println();
  }

  private void functions() {
    float[] x = normals(3, 1, ELEMENTS).values();
    float[] y = new float[x.length];
    float[] other = new float[x.length];
    Matrix out = new Matrix(NORMAL_ROWS, NORMAL_COLUMNS);
    System.out.println("| functions | ns per element |");
    System.out.println("|---|---|");
    perElement("exp", ELEMENTS, () -> kernels.exp(x, y, 0, ELEMENTS));
    perElement("log", ELEMENTS, () -> kernels.log(y, other, 0, ELEMENTS));
    perElement("sine and cosine", ELEMENTS, () -> kernels.sinCos(x, y, other, 0, ELEMENTS));
    int count = NORMAL_ROWS * NORMAL_COLUMNS;
    perElement("normals", count, () -> random.normals(1, out, 0, NORMAL_ROWS));
    perElement("uniforms", count, () -> random.uniforms(1, out, 0, NORMAL_ROWS));
    System.out.println();
  }

  private static void perElement(String name, int count, Runnable run) {
    double nanos = Timing.USUAL.processorNanos(run) / count;
    System.out.printf("| %s | %.2f (%.0f million a second) |%n", name, nanos, 1e3 / nanos);
  }
}
