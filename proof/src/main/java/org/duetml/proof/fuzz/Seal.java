package org.duetml.proof.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duetml.model.ModelFormatException;

/**
 * Puts right the checksums of a model or checkpoint after a change, as someone with bad intent
 * would: so that the change reaches what lies behind them.
 */
final class Seal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private static final Pattern ASKED = Pattern.compile("its checksum is (\\p{XDigit}{64})");

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

  /** A document with another value in a field of text; one without such a field stays as it is. */
  static byte[] withText(byte[] document, String field, String value) {
    String text = new String(document, ISO_8859_1);
    String found = "(?<start>\"%s\"\\s*:\\s*\")[^\"]*".formatted(field);
    return text.replaceFirst(found, "${start}" + value).getBytes(ISO_8859_1);
  }

  /**
   * A file with the checksum that its refusal names.
   *
   * @throws ModelFormatException the refusal, if it was not for the checksum
   */
  static byte[] asAsked(byte[] file, ModelFormatException refusal) throws ModelFormatException {
    Matcher asked = ASKED.matcher(refusal.getMessage());
    if (!asked.find()) {
      throw refusal;
    }
    return withText(file, "checksum", asked.group(1));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
