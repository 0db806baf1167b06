package org.duetml.app.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.app.experiment.ExperimentRunner;

/**
 * All tables of a folder, by each protocol and with several seeds. What was measured is kept, so an
 * interrupted benchmark goes on.
 *
 * @param tables what to measure
 * @param protocols how
 * @param seeds how many, from 0 on
 * @param negatives what the scorer is refined against beside likelihood alone; usually none
 */
public record AnomalyBenchmark(
    List<LabelledTable> tables, List<Protocol> protocols, int seeds, Set<NegativeKind> negatives) {

  /**
   * Reads every table of a folder.
   *
   * @param folder with files that end in .csv, .csv.gz or .parquet
   * @param except a file that is no table
   * @return by name, at least one
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if there is none or one is no labelled table
   */
  public static List<LabelledTable> read(Path folder, Path except) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files =
          listed
              .filter(file -> file.toString().matches(".*\\.(csv|csv\\.gz|parquet)"))
              .filter(file -> !file.toAbsolutePath().equals(except.toAbsolutePath()))
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          folder + ": no tables; expected files that end in .csv, .csv.gz or .parquet");
    }
    List<LabelledTable> tables = new ArrayList<>();
    for (Path file : files) {
      tables.add(LabelledTable.read(file));
    }
    return tables;
  }

  /**
   * Measures.
   *
   * @param directory keeps the results
   * @param workers tables at a time, each on one thread
   * @param listener is told how it goes
   * @return a result for every protocol, table and seed
   * @throws IOException if results cannot be read or written
   */
  public List<CellResult> run(Path directory, int workers, ExperimentListener listener)
      throws IOException {
    List<NegativeKind> refined =
        negatives.stream().filter(kind -> kind != NegativeKind.NONE).sorted().toList();
    List<Cell> cells = new ArrayList<>();
    for (Protocol protocol : protocols) {
      for (LabelledTable table : tables) {
        Map<String, String> settings = settings(protocol, table, refined);
        for (long seed = 0; seed < seeds; seed++) {
          DetectionMeasurement measurement =
              new DetectionMeasurement(table, protocol, seed, refined);
          cells.add(new Cell(name(protocol), table.name(), seed, settings, measurement));
        }
      }
    }
    return new ExperimentRunner(new CellStore(directory), workers, listener).run(cells);
  }

  /** A protocol's name for users. */
  static String name(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> settings(
      Protocol protocol, LabelledTable table, List<NegativeKind> refined) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("protocol", name(protocol));
    settings.put("values", DetectionMeasurement.digest(table));
    if (!refined.isEmpty()) {
      settings.put("negatives", refined.toString());
    }
    return settings;
  }
}
