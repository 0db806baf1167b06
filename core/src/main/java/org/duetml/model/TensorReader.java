package org.duetml.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.duetml.kernel.Matrix;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;

/** Takes tensors out of a model and remembers which, so that none goes unnoticed. */
final class TensorReader {
  private final Map<String, Matrix> tensors;
  private final Set<String> read = new HashSet<>();

  TensorReader(Map<String, Matrix> tensors) {
    this.tensors = tensors;
  }

  boolean has(String prefix) {
    return tensors.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Refuses fewer numbers than a network of this shape holds, before there is one. */
  void requireEnough(String prefix, MlpShape shape) {
    long held =
        tensors.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .mapToLong(entry -> (long) entry.getValue().rows() * entry.getValue().columns())
            .sum();
    if (held < shape.values()) {
      throw new IllegalArgumentException(
          "tensors '%s*' hold %d numbers: expected at least %d"
              .formatted(prefix, held, shape.values()));
    }
  }

  Matrix matrix(String name, int rows, int columns) {
    Matrix matrix = tensors.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException("tensor '" + name + "' is missing");
    }
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "tensor '%s' is %d x %d: expected %d x %d"
              .formatted(name, matrix.rows(), matrix.columns(), rows, columns));
    }
    read.add(name);
    return matrix;
  }

  void load(String prefix, Mlp network) {
    Map<String, Matrix> found = new LinkedHashMap<>();
    network
        .tensors()
        .forEach(
            (name, blank) -> found.put(name, matrix(prefix + name, blank.rows(), blank.columns())));
    network.load(found);
  }

  void requireAllRead() {
    Set<String> unknown = new TreeSet<>(tensors.keySet());
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("tensors nobody expects: " + unknown);
    }
  }
}
