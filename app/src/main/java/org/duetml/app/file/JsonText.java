package org.duetml.app.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as text, the same on every platform. */
public final class JsonText {
  private static final ObjectWriter WRITER =
      new JsonMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonText() {}

  /**
   * A JSON object, one member on each line.
   *
   * @param members texts, numbers, booleans and lists of them, in the order to write
   * @return indented by two spaces, ended by a line feed
   */
  public static String of(Map<String, ?> members) {
    try {
      return WRITER.writeValueAsString(members) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
