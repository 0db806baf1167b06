package org.duetml.tabular;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a file holds a table. Its name's ending says so, a further {@code .gz} that it is packed. */
public enum TableFormat {
  /** Fields with commas between them, by RFC 4180; the first line names the columns. */
  CSV(".csv"),
  /** Like {@link #CSV} with tabs. */
  TSV(".tsv"),
  /** Apache Parquet, which packs by itself. */
  PARQUET(".parquet"),
  /** A JSON object on each line. */
  JSON_LINES(".jsonl", ".ndjson", ".json");

  /** For messages. */
  public static final String ENDINGS =
      ".csv, .tsv, .parquet, .jsonl, .ndjson or .json (and .gz after each but .parquet)";

  private static final String PACKED = ".gz";

  private final List<String> endings;

  TableFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /**
   * The format of a file.
   *
   * @param file its name, a path or a pattern
   * @return by the ending of the name, whatever its case
   * @throws TableUsageException if the ending is none of {@link #ENDINGS}
   */
  public static TableFormat of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    for (TableFormat format : values()) {
      for (String ending : format.endings) {
        if (name.endsWith(ending) || format != PARQUET && name.endsWith(ending + PACKED)) {
          return format;
        }
      }
    }
    throw new TableUsageException(
        "%s: its ending names no kind of table: expected %s".formatted(file, ENDINGS));
  }

  /**
   * The format of a file.
   *
   * @param file existing or not
   * @return by the ending of its name
   * @throws TableUsageException if the ending is none of {@link #ENDINGS}
   */
  public static TableFormat of(Path file) {
    return of(file.toString());
  }

  /** Whether values are plain texts, so that a number's type is a guess from all its values. */
  boolean isText() {
    return this == CSV || this == TSV;
  }

  static boolean isPacked(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(PACKED);
  }
}
