package org.duetml.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;

/**
 * A multi-layer perceptron: fixed input features, modulated hidden layers, a linear output. The
 * hidden layers can be conditioned on a step, the features on a noise level (see {@link MlpShape}).
 *
 * <p>Safe for concurrent forward runs on separate passes while nobody changes the parameters.
 */
public final class Mlp implements Network {
  private static final String FREQUENCIES = "fourier.frequencies";

  private final MlpShape shape;
  private final InputFeatures features;
  private final List<DenseLayer> layers = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final EvaluationCount evaluations;
  private final IntConsumer packLayer = index -> layers.get(index).pack();

  /**
   * A network with random weights.
   *
   * @param shape its shape
   * @param initialization of the hidden layers; the output starts {@link
   *     Initialization#LECUN_UNIFORM}
   * @param seed decides the weights
   */
  public Mlp(MlpShape shape, Initialization initialization, long seed) {
    this(shape, initialization, seed, new EvaluationCount());
  }

  private Mlp(
      MlpShape shape, Initialization initialization, long seed, EvaluationCount evaluations) {
    this.shape = shape;
    this.evaluations = evaluations;
    this.features = new InputFeatures(shape, seed);
    int inputs = features.columns();
    for (int i = 0; i < shape.layers(); i++) {
      add(new DenseLayer("hidden." + i, inputs, shape.width(), shape.steps()));
      inputs = shape.width();
    }
    add(new DenseLayer("output", inputs, shape.outputs(), 0));
    for (DenseLayer layer : layers) {
      boolean last = layer == output();
      layer.initialize(last ? Initialization.LECUN_UNIFORM : initialization, seed);
    }
    parametersChanged();
  }

  private void add(DenseLayer layer) {
    layers.add(layer);
    parameters.addAll(layer.parameters());
  }

  private DenseLayer output() {
    return layers.getLast();
  }

  /**
   * An independent network of the same values; only the count of evaluations is shared.
   *
   * @return a deep copy
   */
  public Mlp copy() {
    Mlp copy = new Mlp(shape, Initialization.HE, 0, evaluations);
    copy.load(tensors());
    return copy;
  }

  /**
   * Takes the values of another network of the same shape.
   *
   * @param tensors as given by {@link #tensors()}
   * @throws IllegalArgumentException if a tensor is missing or of another shape; nothing is changed
   */
  public void load(Map<String, Matrix> tensors) {
    tensors().forEach((name, mine) -> requireFit(name, mine, tensors.get(name)));
    tensors().forEach((name, mine) -> mine.copyRows(tensors.get(name), 0, 0, mine.rows()));
    tensorsChanged();
  }

  private void tensorsChanged() {
    features.frequenciesChanged();
    parametersChanged();
  }

  @Override
  public void state(StateVisitor visitor) {
    tensors().forEach((name, tensor) -> visitor.floats(name, tensor.values()));
    visitor.afterRestoring(this::tensorsChanged);
  }

  private static void requireFit(String name, Matrix mine, Matrix source) {
    if (source == null) {
      throw new IllegalArgumentException("tensor '" + name + "' is missing");
    }
    if (source.rows() != mine.rows() || source.columns() != mine.columns()) {
      throw new IllegalArgumentException(
          "tensor '%s' is %d x %d: expected %d x %d"
              .formatted(name, source.rows(), source.columns(), mine.rows(), mine.columns()));
    }
  }

  /**
   * Multiplies the output layer: a small factor makes the network start near zero.
   *
   * @param factor on weights and bias
   */
  public void scaleOutput(double factor) {
    for (Parameter parameter : output().parameters()) {
      float[] values = parameter.value().values();
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) factor;
      }
    }
    parametersChanged();
  }

  public MlpShape shape() {
    return shape;
  }

  /**
   * What this network, those it was copied from and all their copies have cost.
   *
   * @return goes on counting
   */
  public EvaluationCount evaluations() {
    return evaluations;
  }

  @Override
  public int inputs() {
    return shape.inputs();
  }

  @Override
  public int outputs() {
    return shape.outputs();
  }

  @Override
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  @Override
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    if (shape.fourierFeatures() > 0) {
      tensors.put(FREQUENCIES, features.frequencies());
    }
    for (Parameter parameter : parameters) {
      tensors.put(parameter.name(), parameter.value());
    }
    return tensors;
  }

  @Override
  public void parametersChanged() {
    for (DenseLayer layer : layers) {
      layer.pack();
    }
  }

  @Override
  public void parametersChanged(ShardExecutor executor) {
    executor.run(layers.size(), packLayer);
  }

  @Override
  public Pass trainingPass(int rows) {
    return new MlpPass(shape, features, layers, evaluations, rows, true);
  }

  @Override
  public Pass inferencePass(int rows) {
    return new MlpPass(shape, features, layers, evaluations, rows, false);
  }
}
