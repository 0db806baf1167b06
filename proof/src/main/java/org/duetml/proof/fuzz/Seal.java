package org.duetml.proof.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Puts right the checksums of a model's {@code config.json} after a change, as someone with bad
 * intent would: so that the change reaches what lies behind them.
 */
final class Seal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Seal() {}

  /** The document with its own checksum; what is no JSON object stays as it is. */
  static byte[] document(byte[] config) {
    try {
      return JSON.readTree(config) instanceof ObjectNode root ? sealed(root) : config;
    } catch (IOException _) {
      return config;
    }
  }

  /** The document for other weights. */
  static byte[] documentOf(byte[] config, byte[] weights) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(config);
    root.put("weights_sha256", sha256(weights));
    return sealed(root);
  }

  private static byte[] sealed(ObjectNode root) throws JsonProcessingException {
    root.remove("checksum");
    root.put("checksum", sha256(pretty(root)));
    return pretty(root);
  }

  private static byte[] pretty(JsonNode node) throws JsonProcessingException {
    return (PRETTY.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
