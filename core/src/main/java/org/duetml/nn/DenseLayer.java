package org.duetml.nn;

import java.util.ArrayList;
import java.util.List;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.RandomStream;

/**
 * The parameters of {@code y = f(scale[step] * (x W + b) + shift[step])}; the modulation by the
 * step (FiLM, Perez et al. 2018) is there only for networks with steps.
 */
final class DenseLayer {
  /** Deviation of the first modulations: enough to tell the steps apart from the start. */
  private static final double MODULATION_DEVIATION = 0.1;

  private final Kernels kernels = Kernels.get();
  private final Parameter weights;
  private final Parameter bias;
  private final Parameter scale;
  private final Parameter shift;
  private final PackedMatrix packed;
  private final PackedMatrix packedTransposed;

  DenseLayer(String name, int inputs, int outputs, int steps) {
    weights = new Parameter(name + ".weight", inputs, outputs);
    bias = new Parameter(name + ".bias", 1, outputs);
    scale = steps > 0 ? new Parameter(name + ".scale", steps, outputs) : null;
    shift = steps > 0 ? new Parameter(name + ".shift", steps, outputs) : null;
    packed = kernels.packed(inputs, outputs);
    packedTransposed = kernels.packed(outputs, inputs);
  }

  void initialize(Initialization initialization, long seed) {
    initialization.fill(weights.value(), RandomStream.of(seed, weights.name()));
    if (isModulated()) {
      fillModulation(scale, 1, seed);
      fillModulation(shift, 0, seed);
    }
  }

  private static void fillModulation(Parameter modulation, double mean, long seed) {
    RandomStream random = RandomStream.of(seed, modulation.name());
    Matrix value = modulation.value();
    for (int s = 0; s < value.rows(); s++) {
      for (int c = 0; c < value.columns(); c++) {
        double normal = random.normal(0, (long) s * value.columns() + c);
        value.set(s, c, (float) (mean + MODULATION_DEVIATION * normal));
      }
    }
  }

  boolean isModulated() {
    return scale != null;
  }

  int inputs() {
    return weights.value().rows();
  }

  int outputs() {
    return weights.value().columns();
  }

  Parameter weights() {
    return weights;
  }

  Parameter bias() {
    return bias;
  }

  Parameter scale() {
    return scale;
  }

  Parameter shift() {
    return shift;
  }

  /** The weights as inputs x outputs, for the forward run; current after {@link #pack}. */
  PackedMatrix packed() {
    return packed;
  }

  /** The weights as outputs x inputs, for the backward run; current after {@link #pack}. */
  PackedMatrix packedTransposed() {
    return packedTransposed;
  }

  void pack() {
    kernels.pack(weights.value(), packed);
    kernels.packTransposed(weights.value(), packedTransposed);
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(weights, bias));
    if (isModulated()) {
      all.add(scale);
      all.add(shift);
    }
    return all;
  }
}
