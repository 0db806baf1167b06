package org.duetml.bench;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duetml.app.bench.Peak;
import org.duetml.app.bench.Shape;
import org.duetml.app.bench.Timing;
import org.duetml.kernel.ShardExecutor;

/**
 * Prints the matrix products of a training step beside those of OpenBLAS, both on one thread, in
 * turns: the three products of the second hidden layer, and all products of the step. Left out are
 * what OpenBLAS does not have, activations and Adam; the packing of weights, which either does for
 * itself, is part of the step.
 */
final class PeerReport {
  private PeerReport() {}

  static void print() {
    Optional<OpenBlas> found = OpenBlas.find();
    if (found.isEmpty()) {
      System.out.printf("no comparison with OpenBLAS: %s%n%n", OpenBlas.whyMissing());
      return;
    }
    OpenBlas blas = found.get();
    if (blas.usesLongVectors() != Peak.vectorBits() >= 512) {
      System.out.println(
          "not the same instructions: OPENBLAS_CORETYPE=Haswell makes OpenBLAS use AVX2, SkylakeX"
              + " AVX-512");
    }
    System.out.printf(
        "| products, GFLOP/s: Duet / OpenBLAS (%s) | forward | input gradient |"
            + " weight gradient | whole step | Duet's time / OpenBLAS's |%n",
        blas.instructions());
    System.out.println("|---|---|---|---|---|---|");
    for (Shape shape : Shape.ALL) {
      print(shape, blas);
    }
    System.out.println();
  }

  private static void print(Shape shape, OpenBlas blas) {
    try (Arena arena = Arena.ofConfined();
        ShardExecutor executor = new ShardExecutor(1)) {
      StepProducts ours = new DuetProducts(shape, executor);
      StepProducts theirs = new OpenBlasProducts(shape, blas, arena);
      double hidden = shape.hiddenOperations();
      double[] step = Timing.USUAL.processorNanos(List.of(ours::step, theirs::step));
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %.2f |%n",
          shape,
          rates(hidden, Timing.USUAL.processorNanos(List.of(ours::forward, theirs::forward))),
          rates(
              hidden,
              Timing.USUAL.processorNanos(List.of(ours::inputGradient, theirs::inputGradient))),
          rates(
              hidden,
              Timing.USUAL.processorNanos(List.of(ours::weightGradient, theirs::weightGradient))),
          rates(shape.operations(), step),
          step[0] / step[1]);
    }
  }

  private static String rates(double operations, double[] nanos) {
    return "%.0f / %.0f".formatted(operations / nanos[0], operations / nanos[1]);
  }
}
