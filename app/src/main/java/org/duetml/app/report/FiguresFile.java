package org.duetml.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads {@code metrics.json}: one object of figures by name. */
public final class FiguresFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private FiguresFile() {}

  /**
   * Reads all figures.
   *
   * @param file a JSON object in UTF-8
   * @return by name; numbers, texts, and lists of texts
   * @throws IOException if it cannot be read or holds something else; the message names the file
   */
  public static Map<String, Object> read(Path file) throws IOException {
    Map<String, Object> figures;
    try {
      figures = JSON.readValue(Files.readString(file), new TypeReference<>() {});
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw refusal(file, e);
    }
    if (figures == null) {
      throw refusal(file, null);
    }
    return figures;
  }

  private static IOException refusal(Path file, Exception cause) {
    return new IOException(
        file + ": is no JSON object of figures; restore it, or remove it to do without", cause);
  }
}
