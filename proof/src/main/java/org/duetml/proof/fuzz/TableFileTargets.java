package org.duetml.proof.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.duetml.proof.TinyTable;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableFormat;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableOutput;
import org.duetml.tabular.TableReader;

/**
 * The readers of users' tables. DuckDB opens files by itself and knows no folders in memory, so
 * these lie on the disk; a file takes some ten milliseconds, so that there are few.
 */
final class TableFileTargets {
  private static final int DEAREST = 2;

  private final Path folder;

  TableFileTargets(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve(MemoryFolder.NAME));
  }

  List<FuzzTarget> all() throws IOException {
    return List.of(
        target("table-csv", "any.csv"),
        target("table-tsv", "any.tsv"),
        target("table-parquet", "any.parquet"),
        target("table-jsonl", "any.jsonl"),
        target("table-gz", "packed.csv.gz"),
        new FuzzTarget(
            "table-csv-in-gz",
            DEAREST,
            List.of(seed("seed.csv")),
            bytes -> read("any.csv.gz", packed(bytes))));
  }

  private FuzzTarget target(String name, String file) throws IOException {
    return new FuzzTarget(name, DEAREST, List.of(seed(file)), bytes -> read(file, bytes));
  }

  private byte[] seed(String name) throws IOException {
    Path file = folder.resolve(name);
    TableBatch rows = TinyTable.rows();
    try (TableOutput output = TableOutput.open(file, rows.columns())) {
      output.write(rows);
      output.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Reads all that {@code train}, {@code score} and {@code evaluate} read. */
  private void read(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    try (TableInput input = TableInput.open(file.toString())) {
      List<Column> columns = input.columns();
      input.notices();
      input.summarize(columns);
      try (TableReader reader = input.readWithOriginals(columns, TableFormat.PARQUET)) {
        for (TableBatch rows = reader.next(); rows != null; rows = reader.next()) {
          reader.originals();
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}
