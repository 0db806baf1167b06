package org.duetml.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tests of tables share. */
final class Tables {
  private Tables() {}

  static Path file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** All rows of a table, in one list of texts each, with dots for missing values. */
  static List<List<String>> read(Path file) throws IOException {
    try (TableInput input = TableInput.open(file.toString())) {
      return read(input, input.columns());
    }
  }

  static List<List<String>> read(TableInput input, List<Column> columns) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (TableReader reader = input.read(columns)) {
      for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows.addAll(rows(batch));
      }
    }
    return rows;
  }

  static List<List<String>> rows(TableBatch batch) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      List<String> texts = new ArrayList<>();
      for (int c = 0; c < batch.columns().size(); c++) {
        Object value =
            batch.columns().get(c).kind().isNumber() ? batch.numbers(c)[row] : batch.texts(c)[row];
        texts.add(batch.isMissing(c, row) ? "." : value.toString());
      }
      rows.add(texts);
    }
    return rows;
  }

  static void write(Path file, TableBatch batch) throws IOException {
    try (TableOutput output = TableOutput.open(file, batch.columns())) {
      output.write(batch);
      output.finish();
    }
  }

  /** Opens, detects and reads all, and expects one line of complaint. */
  static void assertRefused(String pattern, String complaint) {
    TableException failure =
        assertThrows(
            TableException.class,
            () -> {
              try (TableInput input = TableInput.open(pattern)) {
                read(input, input.columns());
              }
            });
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    assertEquals(complaint, failure.getMessage());
  }
}
