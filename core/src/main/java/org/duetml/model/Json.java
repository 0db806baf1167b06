package org.duetml.model;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** JSON read strictly, and written the same on every platform. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Maps, arrays and scalars as JSON. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Parses one JSON value in UTF-8.
   *
   * @throws IOException if the bytes are not UTF-8, not JSON, hold a name twice, or hold more than
   *     one value
   */
  static JsonNode parse(ByteBuffer bytes) throws IOException {
    return MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
  }

  /** Indented by two spaces, lines ended by a line feed, doubles in their shortest exact form. */
  static byte[] pretty(JsonNode node) throws IOException {
    return encode(MAPPER.writer(PRETTY).writeValueAsString(node) + "\n");
  }

  /**
   * A text in UTF-8.
   *
   * @throws IOException if the text holds half a surrogate pair, which UTF-8 cannot express
   */
  static byte[] encode(String text) throws IOException {
    ByteBuffer buffer = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
