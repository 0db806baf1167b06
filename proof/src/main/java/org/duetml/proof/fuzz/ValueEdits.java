package org.duetml.proof.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts hostile values into places of a JSON document that stays JSON, so that changes reach what
 * lies behind the parser: values of other types, sizes and signs, missing ones, and values of other
 * places. The bytes of a file are the edits, three bytes each: two for the place, one for the
 * value.
 */
final class ValueEdits {
  private static final int BYTES = 3;
  private static final int MOST = 4;
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[null]",
          "\"\"",
          "\"x\"",
          "\"NaN\"",
          "\"-Infinity\"",
          "\"-1\"",
          "\"0\"",
          "\"1\"",
          "\"1000000000000000000\"",
          "\"9223372036854775808\"",
          "\"a\\nb c\"",
          "-1",
          "0",
          "1",
          "2",
          "0.5",
          "-0.0",
          "1e300",
          "1e-300",
          "-1e300",
          "1e999",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "1000000000000000000000");

  private final String document;

  /** Edits of a document. */
  ValueEdits(byte[] document) {
    this.document = new String(document, StandardCharsets.UTF_8);
  }

  /** The edits to begin with: one, of the first place. */
  static byte[] seed() {
    return new byte[BYTES];
  }

  /** The document after the edits, at most four. */
  byte[] applied(byte[] edits) throws IOException {
    JsonNode root = JSON.readTree(document);
    for (int at = 0; at + BYTES <= Math.min(edits.length, MOST * BYTES); at += BYTES) {
      List<Place> places = places(root);
      if (!places.isEmpty()) {
        int place = (edits[at] & 0xff) << Byte.SIZE | edits[at + 1] & 0xff;
        places.get(place % places.size()).put(edits[at + 2] & 0xff, places);
      }
    }
    return JSON.writeValueAsBytes(root);
  }

  private static List<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    collect(node, places);
    return places;
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> places.add(new Place(object, name, 0)));
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, null, i));
      }
    }
    node.forEach(child -> collect(child, places));
  }

  /** Where a value stands: in an object by its name, in an array by its number. */
  private record Place(ContainerNode<?> parent, String name, int index) {
    JsonNode value() {
      return name == null ? parent.get(index) : parent.get(name);
    }

    /** A value of the list; beyond it removal, repetition, or a copy of another place's. */
    void put(int choice, List<Place> places) {
      if (choice < VALUES.size()) {
        set(parsed(VALUES.get(choice)));
      } else if (choice == VALUES.size()) {
        remove();
      } else if (choice == VALUES.size() + 1) {
        set(JsonNodeFactory.instance.arrayNode().add(value()).add(value()));
      } else {
        set(places.get(choice * places.size() >> Byte.SIZE).value().deepCopy());
      }
    }

    private static JsonNode parsed(String text) {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void set(JsonNode value) {
      switch (parent) {
        case ObjectNode object -> object.set(name, value);
        case ArrayNode array -> array.set(index, value);
        default -> throw new IllegalStateException("a container of another kind");
      }
    }

    private void remove() {
      switch (parent) {
        case ObjectNode object -> object.remove(name);
        case ArrayNode array -> array.remove(index);
        default -> throw new IllegalStateException("a container of another kind");
      }
    }
  }
}
