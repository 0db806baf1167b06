package org.duetml.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CSV and TSV files with the same columns; their values arrive as texts. */
final class CsvSource implements TableSource {
  /** What stands for a missing value. */
  private static final List<String> MISSING =
      List.of("", "NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "<NA>");

  private final DuckDb database;
  private final String name;
  private final List<Path> files;
  private final char separator;
  private final UniqueNames names;
  private final List<SourceColumn> columns;
  private final TextDates dates = new TextDates();
  private final TextNumbers numbers = new TextNumbers();
  private List<SourceColumn> detected;

  CsvSource(DuckDb database, String name, List<Path> files, TableFormat format) throws IOException {
    this.database = database;
    this.name = name;
    this.files = files;
    CsvHeader header = CsvHeader.read(files.get(0), format);
    for (Path file : files) {
      if (!CsvHeader.read(file, format).equals(header)) {
        throw new TableException(
            "%s: its first line differs from that of %s; expected the same columns in one order"
                .formatted(file, files.get(0)));
      }
    }
    separator = header.separator();
    names = UniqueNames.of(header.names());
    columns = names.names().stream().map(n -> new SourceColumn(n, "VARCHAR", "VARCHAR")).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<SourceColumn> columns() {
    return columns;
  }

  /** Finds the types in one fast pass over the whole table. */
  @Override
  public List<SourceColumn> detect() throws IOException {
    if (detected == null) {
      try {
        detected = sniff();
      } catch (SQLException e) {
        requireWhole();
        throw DuckDbMessage.of(name, e);
      }
    }
    return detected;
  }

  /** Detection does not always name the line that it fails at; reading all of it does. */
  private void requireWhole() throws TableException {
    try {
      database.fetch("SELECT count(COLUMNS(*)) FROM " + rows());
    } catch (SQLException e) {
      throw DuckDbMessage.of(name, e);
    }
  }

  private List<SourceColumn> sniff() throws SQLException {
    List<String> references =
        IntStream.range(0, names.names().size()).mapToObj(ValueSql::reference).toList();
    List<List<String>> described =
        database.fetch(
            "DESCRIBE FROM read_csv(%s, names = %s, sample_size = -1, comment = '')"
                .formatted(dialect(), DuckDb.texts(references)));
    List<SourceColumn> found = new ArrayList<>();
    for (int c = 0; c < references.size(); c++) {
      String type = dates.type(database, this, c, described.get(c).get(1));
      found.add(new SourceColumn(names.names().get(c), "VARCHAR", type));
    }
    return numbers.types(database, this, found);
  }

  @Override
  public String rows() {
    String texts =
        IntStream.range(0, names.names().size())
            .mapToObj(c -> "'" + ValueSql.reference(c) + "': 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv(%s, columns = %s, auto_detect = false)".formatted(dialect(), texts);
  }

  private String dialect() {
    return "%s, delim = %s, quote = '\"', escape = '\"', header = true, nullstr = %s, compression = %s"
        .formatted(
            DuckDb.texts(files.stream().map(Path::toString).toList()),
            DuckDb.text(String.valueOf(separator)),
            DuckDb.texts(MISSING),
            DuckDb.text(TableFormat.isPacked(files.get(0)) ? "gzip" : "none"));
  }

  @Override
  public List<String> notices() throws IOException {
    detect();
    List<String> all = new ArrayList<>(names.notices());
    all.addAll(dates.notices());
    all.addAll(numbers.notices());
    return all;
  }
}
