package org.duetml.tabular;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The first line of a text table.
 *
 * @param separator between its fields
 * @param names its fields
 */
record CsvHeader(char separator, List<String> names) {
  private static final String SEPARATORS = ",;\t|";
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char NOT_UTF_8 = '\uFFFD';

  /**
   * Reads the first line alone.
   *
   * @param file of CSV or TSV, packed or not
   * @param format of TSV the separator is the tab; of CSV the commonest of {@code , ; | tab}
   * @return at least one name
   * @throws IOException if the file is empty, damaged, not UTF-8 or begins with numbers
   */
  static CsvHeader read(Path file, TableFormat format) throws IOException {
    String whole = firstLine(file);
    boolean marked = whole.indexOf(BYTE_ORDER_MARK) == 0;
    String line = whole.substring(marked ? 1 : 0);
    if (line.isBlank()) {
      throw new TableException(
          file + ": is empty or begins with an empty line; expected a line that names the columns");
    }
    if (line.indexOf(NOT_UTF_8) >= 0) {
      throw new TableException(file + ": line 1: is not UTF-8 text; save the table in UTF-8");
    }
    char separator = format == TableFormat.TSV ? '\t' : commonest(line);
    List<String> names = fields(line, separator);
    requireNames(file, names);
    if (marked && names.get(0).matches("(?s).*[\"" + Pattern.quote(separator + "") + "].*")) {
      throw new TableException(
          file
              + ": line 1: DuckDB misreads a quoted separator after a byte order mark;"
              + " rename the first column or save the table without the mark");
    }
    return new CsvHeader(separator, names);
  }

  private static String firstLine(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream plain = TableFormat.isPacked(file) ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      boolean quoted = false;
      for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
        if (!quoted && (letter == '\n' || letter == '\r')) {
          break;
        }
        quoted ^= letter == '"';
        line.append((char) letter);
      }
      return line.toString();
    } catch (ZipException | EOFException e) {
      throw new TableException(
          file + ": the packed file breaks off or is damaged; copy or pack it again", e);
    }
  }

  /** The separator that occurs most often outside quotation marks, a comma if there is none. */
  private static char commonest(String line) {
    char best = ',';
    for (char separator : SEPARATORS.toCharArray()) {
      if (fields(line, separator).size() > fields(line, best).size()) {
        best = separator;
      }
    }
    return best;
  }

  /** The fields of one line by RFC 4180. */
  private static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '"') {
        boolean doubled = !quoted && i > 0 && line.charAt(i - 1) == '"' && !field.isEmpty();
        if (doubled) {
          field.append('"');
        }
        quoted = !quoted;
      } else if (letter == separator && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(letter);
      }
    }
    fields.add(field.toString().strip());
    return fields;
  }

  /**
   * Numbers in place of names are most likely a first row without a header, except for 0, 1, 2, ...
   * or 1, 2, 3, ... as several tools name columns.
   */
  private static void requireNames(Path file, List<String> names) throws TableException {
    boolean numbers = names.size() > 1;
    boolean counted = true;
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      numbers &= name.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
      counted &= name.equals(String.valueOf(c)) || name.equals(String.valueOf(c + 1));
    }
    if (numbers && !counted) {
      throw new TableException(
          "%s: line 1: holds numbers (%s, %s, ...); expected the columns' names; put a line of"
                  .formatted(file, names.get(0), names.get(1))
              + " names before it");
    }
  }
}
