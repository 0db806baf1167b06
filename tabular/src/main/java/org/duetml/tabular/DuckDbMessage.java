package org.duetml.tabular;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Boils DuckDB's messages of many lines down to one: the file, the line, the mend. */
final class DuckDbMessage {
  private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern FILE = Pattern.compile("(?m)^ +file = (.+)$");
  private static final Pattern FIELDS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
  private static final Pattern HINTS =
      Pattern.compile("\\n\\nLINE \\d+:|\\n\\nPossible |\\nPossible |\\n\\nFor more info");
  private static final Pattern KIND =
      Pattern.compile("^(?:java\\.sql\\.SQL\\w+: )?[\\w -]+Error: ");

  private DuckDbMessage() {}

  /**
   * What a reader of a table should be told.
   *
   * @param name of the table, for messages that name no file
   * @param failure as DuckDB reports it
   */
  static TableException of(String name, Exception failure) {
    return new TableException(line(name, String.valueOf(failure.getMessage())), failure);
  }

  private static String line(String name, String message) {
    Matcher line = LINE.matcher(message);
    if (line.find()) {
      Matcher file = FILE.matcher(message);
      String place = file.find() ? file.group(1) : name;
      return place + ": line " + line.group(1) + ": " + reason(message);
    }
    if (message.contains("GZIP") || message.contains("gzip")) {
      return name + ": the packed file breaks off or is damaged; copy or pack it again";
    }
    if (message.contains("Parquet file") || message.contains("magic bytes")) {
      return name + ": is no whole Parquet file; copy or write it again (" + plain(message) + ")";
    }
    if (message.contains("decompression failure")) {
      return name + ": is damaged; copy or write it again (" + plain(message) + ")";
    }
    if (message.contains("Autoloading Error") || message.contains("Missing Extension")) {
      return name + ": only files on this machine are read; copy the table here first";
    }
    return name + ": " + plain(message);
  }

  private static String reason(String message) {
    Matcher fields = FIELDS.matcher(message);
    if (fields.find()) {
      return "%s fields; expected %s as in the first line; mend the line, or quote fields that hold"
              .formatted(fields.group(2), fields.group(1))
          + " the separator";
    }
    if (message.contains("unterminated quote")) {
      return "a quotation mark opens a field and none ends it; close it, or double it inside a"
          + " field";
    }
    if (message.contains("Invalid unicode")) {
      return "is not UTF-8 text here or in the next line; save the table in UTF-8";
    }
    if (message.contains("Maximum line size")) {
      return "more than 2,000,000 bytes without an end; look for a quotation mark that none closes";
    }
    return plain(message.replaceFirst("(?s)^.*?Original Line: [^\\n]*\\n", ""));
  }

  /** The message without its kind, hints and line breaks. */
  private static String plain(String message) {
    Matcher hints = HINTS.matcher(message);
    String text = hints.find() ? message.substring(0, hints.start()) : message;
    return KIND.matcher(text).replaceFirst("").strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
