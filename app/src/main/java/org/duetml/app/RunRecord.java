package org.duetml.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.JsonText;
import org.duetml.config.DuetConfig;
import org.duetml.model.Sha256;

/**
 * What a run was asked to do, kept until it is finished so that it can be resumed.
 *
 * @param arguments what the user typed after {@code duet train}
 * @param config of the run
 * @param data the fingerprint of what is learned
 */
record RunRecord(List<String> arguments, DuetConfig config, String data) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String ARGUMENTS = "arguments";
  private static final String CONFIG = "config";
  private static final String DATA = "data";
  private static final String CHECKSUM = "checksum";

  void write(Path file) throws IOException {
    Map<String, Object> members = members();
    members.put(CHECKSUM, checksum());
    AtomicFile.write(file, writer -> writer.write(JsonText.of(members)));
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(ARGUMENTS, arguments);
    members.put(CONFIG, config.toMap());
    members.put(DATA, data);
    return members;
  }

  private String checksum() {
    return Sha256.of(JsonText.of(members()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads it.
   *
   * @throws IOException if it is damaged
   */
  static RunRecord read(Path file) throws IOException {
    try {
      JsonNode root = MAPPER.readTree(Files.readString(file));
      List<String> arguments = new ArrayList<>();
      root.required(ARGUMENTS).forEach(argument -> arguments.add(argument.textValue()));
      Map<String, Object> config = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : root.required(CONFIG).properties()) {
        config.put(field.getKey(), field.getValue().asText());
      }
      RunRecord record =
          new RunRecord(arguments, DuetConfig.of(config), root.required(DATA).asText());
      if (!record.checksum().equals(root.required(CHECKSUM).asText())) {
        throw new IOException("the checksum is of another content");
      }
      return record;
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          file + ": is damaged, so that the run cannot be resumed; train again from the start", e);
    }
  }
}
