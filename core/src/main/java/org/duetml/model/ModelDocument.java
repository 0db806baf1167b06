package org.duetml.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duetml.kernel.Matrix;

/** The content of {@code config.json} and {@link ModelArchive}: one into the other. */
final class ModelDocument {
  private static final String NORMALIZER = "normalizer";
  private static final List<String> FIELDS = List.of("config", "scaling", "provenance");
  private static final List<String> SCALING_FIELDS = List.of("mean", "standard_deviation");
  private static final List<String> PROVENANCE_FIELDS =
      List.of("duet_version", "seed", "data", "date", "metrics");

  private ModelDocument() {}

  /** Everything of a model but its tensors. */
  static ObjectNode write(ModelArchive archive) {
    ObjectNode root = Json.object();
    root.set("config", Json.tree(archive.config()));
    ObjectNode scaling = root.putObject("scaling");
    scaling.set("mean", Json.tree(archive.mean()));
    scaling.set("standard_deviation", Json.tree(archive.standardDeviation()));
    Provenance provenance = archive.provenance();
    ObjectNode node = root.putObject("provenance");
    node.put("duet_version", provenance.duetVersion());
    node.put("seed", provenance.seed());
    node.put("data", provenance.data());
    node.put("date", provenance.date().toString());
    node.set("metrics", Json.tree(provenance.metrics()));
    archive
        .normalizer()
        .ifPresent(normalizer -> root.set(NORMALIZER, NormalizerDocument.write(normalizer)));
    return root;
  }

  /**
   * The model of a document and its tensors.
   *
   * @throws IllegalArgumentException naming what is missing, unknown or of the wrong kind
   */
  static ModelArchive read(ObjectNode root, Map<String, Matrix> tensors) {
    JsonNode normalizer = root.remove(NORMALIZER);
    requireFields("config.json", root, FIELDS);
    JsonNode scaling = root.get("scaling");
    requireFields("scaling", scaling, SCALING_FIELDS);
    return new ModelArchive(
        scalars("config", root.get("config")),
        doubles("mean", scaling.get("mean")),
        doubles("standard_deviation", scaling.get("standard_deviation")),
        provenance(root.get("provenance")),
        Optional.ofNullable(normalizer).map(NormalizerDocument::read),
        tensors);
  }

  private static Provenance provenance(JsonNode node) {
    requireFields("provenance", node, PROVENANCE_FIELDS);
    JsonNode seed = node.get("seed");
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      throw new IllegalArgumentException("seed = " + seed + ": expected a whole number");
    }
    return new Provenance(
        text("duet_version", node),
        seed.longValue(),
        text("data", node),
        date(text("date", node)),
        scalars("metrics", node.get("metrics")));
  }

  private static Instant date(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("date = " + text + ": expected an ISO 8601 instant", e);
    }
  }

  static void requireFields(String what, JsonNode node, List<String> expected) {
    Set<String> fields = Set.copyOf(node.propertyStream().map(Map.Entry::getKey).toList());
    if (!fields.equals(Set.copyOf(expected))) {
      throw new IllegalArgumentException(
          "%s has the fields %s: expected exactly %s"
              .formatted(what, fields.stream().sorted().toList(), expected));
    }
  }

  private static String text(String name, JsonNode parent) {
    JsonNode node = parent.get(name);
    if (!node.isTextual()) {
      throw new IllegalArgumentException(name + " = " + node + ": expected a text");
    }
    return node.textValue();
  }

  private static double[] doubles(String name, JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.path(i);
      if (!value.isNumber()) {
        throw new IllegalArgumentException(name + " = " + node + ": expected a list of numbers");
      }
      values[i] = value.doubleValue();
    }
    return values;
  }

  private static Map<String, Object> scalars(String name, JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(name + " = " + node + ": expected an object");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      values.put(field.getKey(), scalar(field.getValue()));
    }
    return values;
  }

  /** The value as Java has it; what is no scalar stays a node, which the archive then refuses. */
  private static Object scalar(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isFloatingPointNumber() ? node.doubleValue() : node;
  }
}
