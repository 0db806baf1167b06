package org.duetml.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/** The memory and the runs of an {@link Mlp}; nothing is allocated after construction. */
final class MlpPass implements Pass {
  /**
   * Rows of a weight gradient per part of the work: whole tiles of the products, and so many that
   * the batch is not read from far memory too often.
   */
  private static final int WEIGHT_ROWS = 264;

  /** Columns of a modulation gradient per part of the work. */
  private static final int MODULATION_COLUMNS = 4 * Matrix.ALIGNMENT;

  private final InputFeatures.Memory features;
  private final Matrix inputs;
  private final int[] steps;
  private final float[] levels;

  /** An array, because going through a list makes an iterator. */
  private final LayerMemory[] layers;

  private final Matrix inputGradients;
  private final Matrix featureGradients;
  private final EvaluationCount evaluations;
  private final List<GradientPart> gradientParts = new ArrayList<>();
  private final IntConsumer runGradientPart = part -> gradientParts.get(part).run.run();
  private int summedRows;

  /** A part of the gradients that one thread computes, and how many elements it sums. */
  private record GradientPart(int elements, Runnable run) {}

  MlpPass(
      MlpShape shape,
      InputFeatures encoder,
      List<DenseLayer> denseLayers,
      EvaluationCount evaluations,
      int rows,
      boolean training) {
    this.evaluations = evaluations;
    inputs = new Matrix(rows, shape.inputs());
    steps = shape.steps() > 0 ? new int[rows] : null;
    levels = shape.levelFrequencies() > 0 ? new float[rows] : null;
    features = encoder.isIdentity() ? null : encoder.new Memory(rows);
    layers = new LayerMemory[denseLayers.size()];
    for (int l = 0; l < layers.length; l++) {
      boolean last = l == layers.length - 1;
      Activation activation = last ? Activation.IDENTITY : shape.activation();
      layers[l] = new LayerMemory(denseLayers.get(l), activation, steps, rows, training);
    }
    inputGradients = training ? new Matrix(rows, shape.inputs()) : null;
    boolean separate = training && features != null;
    featureGradients = separate ? new Matrix(rows, encoder.columns()) : inputGradients;
    if (training) {
      planGradients();
    }
  }

  /** Cuts the parameters' gradients into parts for the threads, which take the largest first. */
  private void planGradients() {
    Matrix x = firstInput();
    for (LayerMemory memory : layers) {
      Matrix input = x;
      for (int from = 0; from < memory.layer().inputs(); from += WEIGHT_ROWS) {
        int start = from;
        int end = Math.min(start + WEIGHT_ROWS, memory.layer().inputs());
        plan(
            (end - start) * memory.layer().outputs(),
            () -> memory.weightGradient(input, summedRows, start, end));
      }
      if (memory.layer().isModulated()) {
        planModulation(memory);
      } else {
        plan(memory.layer().outputs(), () -> memory.biasGradient(summedRows));
      }
      x = memory.outputs();
    }
    gradientParts.sort(Comparator.comparingInt(GradientPart::elements).reversed());
  }

  private void plan(int elements, Runnable run) {
    gradientParts.add(new GradientPart(elements, run));
  }

  private void planModulation(LayerMemory memory) {
    int columns = memory.outputs().width();
    for (int from = 0; from < columns; from += MODULATION_COLUMNS) {
      int start = from;
      int end = Math.min(start + MODULATION_COLUMNS, columns);
      plan(end - start, () -> memory.modulationGradient(summedRows, start, end));
    }
  }

  private Matrix firstInput() {
    return features == null ? inputs : features.features();
  }

  @Override
  public Matrix inputs() {
    return inputs;
  }

  @Override
  public int[] steps() {
    return steps;
  }

  @Override
  public float[] levels() {
    return levels;
  }

  @Override
  public Matrix outputs() {
    return layers[layers.length - 1].outputs();
  }

  @Override
  public Matrix outputGradients() {
    return layers[layers.length - 1].gradients();
  }

  @Override
  public Matrix inputGradients() {
    return inputGradients;
  }

  @Override
  public void forward(int from, int to) {
    evaluations.addForward(to - from);
    if (features != null) {
      features.forward(inputs, levels, from, to);
    }
    Matrix x = firstInput();
    for (LayerMemory layer : layers) {
      layer.forward(x, from, to);
      x = layer.outputs();
    }
  }

  @Override
  public void backward(int from, int to, boolean toInputs) {
    evaluations.addBackward(to - from);
    for (int l = layers.length - 1; l >= 0; l--) {
      LayerMemory layer = layers[l];
      layer.backward(from, to);
      if (l > 0) {
        layer.backwardTo(layers[l - 1].gradients(), from, to);
      } else if (toInputs) {
        layer.backwardTo(featureGradients, from, to);
      }
    }
    if (toInputs && features != null) {
      features.backward(featureGradients, inputGradients, from, to);
    }
  }

  @Override
  public void gradients(int rows, ShardExecutor executor) {
    summedRows = rows;
    executor.run(gradientParts.size(), runGradientPart);
  }
}
