package org.duetml.app.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a run reached, beside what it started from, beside the floor of each figure at this number
 * of samples, beside the ideal.
 *
 * <p>The figures are found by name: {@code pretrain_X}, {@code refined_X}, {@code X_floor} and
 * {@code X_ideal} stand beside the metric {@code X}.
 */
public final class ResultTable {
  private static final String NONE = "-";

  /** A column: a metric, or a range of two, and its ideal where no metric holds it. */
  private record Column(String title, int digits, String first, String last, Double ideal) {
    Column(String title, int digits, String metric, Double ideal) {
      this(title, digits, metric, metric, ideal);
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("sliced W2", 4, "sliced_wasserstein", 0.0),
          new Column("exact sliced W2", 4, "sliced_wasserstein_exact", 0.0),
          new Column("AUROC", 3, "auroc_uniform", null),
          new Column("KL", 4, "kl_data_model", 0.0),
          new Column("correlation", 3, "log_density_correlation", 1.0),
          new Column("NLL", 4, "nll_test", null),
          new Column("mode weights", 3, "mode_weight_min", "mode_weight_max", null),
          new Column("within 3 sd", 3, "within_3sd", null));

  private static final String LEGEND =
      """
      DDPM: the diffusion model it started from. Floor: fresh data in place of samples.
      """;

  private ResultTable() {}

  /**
   * The table of a run.
   *
   * @param metrics as in {@code metrics.json}
   * @return lines of text; "-" where a figure does not apply or was not measured
   */
  public static String of(Map<String, ?> metrics) {
    TextTable table = new TextTable();
    rows(metrics).forEach(table::row);
    return table + LEGEND;
  }

  /**
   * The cells of the table.
   *
   * @param metrics as in {@code metrics.json}
   * @return the header, then a row each; the first cell of a row is its name
   */
  public static List<List<String>> rows(Map<String, ?> metrics) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(cells("", Column::title));
    rows.add(cells("GCD", column -> range(metrics, column, "", "")));
    if (metrics.containsKey("refined_sliced_wasserstein")) {
      rows.add(cells("refined", column -> range(metrics, column, "refined_", "")));
    }
    rows.add(cells("DDPM", column -> range(metrics, column, "pretrain_", "")));
    rows.add(cells("floor", column -> range(metrics, column, "", "_floor")));
    rows.add(cells("ideal", column -> ideal(metrics, column)));
    return rows;
  }

  private static List<String> cells(String label, Function<Column, String> cell) {
    List<String> cells = new ArrayList<>(List.of(label));
    COLUMNS.forEach(column -> cells.add(cell.apply(column)));
    return cells;
  }

  private static String ideal(Map<String, ?> metrics, Column column) {
    String measured = range(metrics, column, "", "_ideal");
    boolean applies = metrics.containsKey(column.first());
    return measured.equals(NONE) && applies && column.ideal() != null
        ? number(column.ideal(), column)
        : measured;
  }

  private static String range(Map<String, ?> metrics, Column column, String prefix, String suffix) {
    String first = value(metrics.get(prefix + column.first() + suffix), column);
    String last = value(metrics.get(prefix + column.last() + suffix), column);
    return first.equals(last) ? first : first + "-" + last;
  }

  private static String value(Object metric, Column column) {
    return metric instanceof Number number ? number(number.doubleValue(), column) : NONE;
  }

  private static String number(double value, Column column) {
    return String.format(Locale.ROOT, "%." + column.digits() + "f", value);
  }
}
