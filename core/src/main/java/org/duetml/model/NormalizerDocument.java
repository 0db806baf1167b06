package org.duetml.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.duetml.energy.Normalizer;

/** The field {@code normalizer} of {@code config.json} and {@link Normalizer}. */
final class NormalizerDocument {
  private static final String METHOD = "method";
  private static final String DRAWS = "draws";
  private static final String LOG_Z = "log_z";
  private static final String STANDARD_ERROR = "standard_error";
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String EFFECTIVE_SAMPLE_SIZE = "effective_sample_size";
  private static final String TAIL_SHAPE = "tail_shape";
  private static final List<String> FIELDS =
      List.of(METHOD, DRAWS, LOG_Z, STANDARD_ERROR, LOW, HIGH, EFFECTIVE_SAMPLE_SIZE, TAIL_SHAPE);

  private NormalizerDocument() {}

  static ObjectNode write(Normalizer normalizer) {
    ObjectNode node = Json.object();
    node.put(METHOD, normalizer.method().name().toLowerCase(Locale.ROOT));
    node.put(DRAWS, normalizer.draws());
    node.put(LOG_Z, normalizer.logNormalizer());
    node.put(STANDARD_ERROR, normalizer.standardError());
    node.put(LOW, normalizer.low());
    node.put(HIGH, normalizer.high());
    node.put(EFFECTIVE_SAMPLE_SIZE, normalizer.effectiveSampleSize());
    node.put(TAIL_SHAPE, normalizer.tailShape());
    return node;
  }

  /**
   * The normaliser of a document.
   *
   * @throws IllegalArgumentException naming what is missing, unknown or impossible
   */
  static Normalizer read(JsonNode node) {
    ModelDocument.requireFields("normalizer", node, FIELDS);
    return new Normalizer(
        method(node.get(METHOD)),
        draws(node.get(DRAWS)),
        number(LOG_Z, node),
        number(STANDARD_ERROR, node),
        number(LOW, node),
        number(HIGH, node),
        number(EFFECTIVE_SAMPLE_SIZE, node),
        number(TAIL_SHAPE, node));
  }

  private static Normalizer.Method method(JsonNode node) {
    for (Normalizer.Method method : Normalizer.Method.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(node.textValue())) {
        return method;
      }
    }
    throw new IllegalArgumentException(METHOD + " = " + node + ": expected path or annealed");
  }

  private static int draws(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException(DRAWS + " = " + node + ": expected a whole number");
    }
    return node.intValue();
  }

  private static double number(String name, JsonNode parent) {
    JsonNode node = parent.get(name);
    if (!node.isNumber()) {
      throw new IllegalArgumentException(name + " = " + node + ": expected a number");
    }
    return node.doubleValue();
  }
}
