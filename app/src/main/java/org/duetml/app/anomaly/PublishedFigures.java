package org.duetml.app.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Figures that others have published: a CSV with a column {@code dataset} first and then one for
 * each method, AUROC times 100.
 *
 * @param methods in the file's order
 * @param figures by table, in the order of the methods
 */
public record PublishedFigures(List<String> methods, Map<String, double[]> figures) {
  /** The file's name in a folder of tables. */
  public static final String FILE = "published_auroc.csv";

  private static final String DATASET = "dataset";

  /**
   * None at all.
   *
   * @return without methods
   */
  public static PublishedFigures none() {
    return new PublishedFigures(List.of(), Map.of());
  }

  /**
   * Reads a file.
   *
   * @param file as described above
   * @return the figures
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is not as expected
   */
  public static PublishedFigures read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(","));
    if (header.size() < 2 || !header.getFirst().equals(DATASET)) {
      throw new IllegalArgumentException(
          "%s: line 1: expected '%s' and the names of methods, with commas between"
              .formatted(file, DATASET));
    }
    Map<String, double[]> figures = new HashMap<>();
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = lines.get(line).split(",");
      double[] values = new double[header.size() - 1];
      try {
        for (int m = 0; m < values.length; m++) {
          values[m] = Double.parseDouble(cells[m + 1]);
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "%s: line %d: expected a name and %d numbers".formatted(file, line + 1, values.length),
            e);
      }
      figures.put(cells[0], values);
    }
    return new PublishedFigures(header.subList(1, header.size()), figures);
  }

  /**
   * The method with the highest mean over some tables.
   *
   * @param tables at least one
   * @return its figure and name; a dash if a table is not among the published; empty if there are
   *     no figures at all
   */
  Optional<String> best(List<String> tables) {
    if (methods.isEmpty()) {
      return Optional.empty();
    }
    if (!figures.keySet().containsAll(tables)) {
      return Optional.of("-");
    }
    int best = 0;
    for (int m = 1; m < methods.size(); m++) {
      best = mean(tables, m) > mean(tables, best) ? m : best;
    }
    return Optional.of(
        String.format(Locale.ROOT, "%.1f %s", mean(tables, best), methods.get(best)));
  }

  private double mean(List<String> tables, int method) {
    return tables.stream().mapToDouble(table -> figures.get(table)[method]).average().orElseThrow();
  }
}
