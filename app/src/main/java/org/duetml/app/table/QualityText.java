package org.duetml.app.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.duetml.app.screen.TextTable;
import org.duetml.tabular.quality.Associations;
import org.duetml.tabular.quality.ColumnQuality;
import org.duetml.tabular.quality.Detectability;
import org.duetml.tabular.quality.Privacy;
import org.duetml.tabular.quality.TableQuality;
import org.duetml.tabular.quality.Usefulness;

/**
 * What {@code duet evaluate} and the end of {@code duet train} print about synthetic rows: the
 * columns, the worst first, then the figures of the whole table, each beside its floor.
 */
public final class QualityText {
  private static final int COLUMNS_SHOWN = 20;
  private static final int LONGEST_NAME = 32;
  private static final String NONE = "-";
  private static final String AS_REAL = "as real";

  private static final String LEGEND =
      """
      Distance: Kolmogorov-Smirnov of numbers, total variation of categories, to held-out rows.
      Floor: training rows in place of synthetic ones. Unseen: out of the training rows' range.
      """;

  private QualityText() {}

  /**
   * The text.
   *
   * @param quality what was measured
   * @return lines, each ended by a line feed
   */
  public static String of(TableQuality quality) {
    return columns(quality.columns()) + LEGEND + "\n" + figures(quality) + notes(quality);
  }

  private static String columns(List<ColumnQuality> columns) {
    TextTable table = new TextTable();
    table.row(List.of("column", "kind", "distance", "floor", "missing", "real", "unseen", "floor"));
    columns.stream()
        .sorted(Comparator.comparing(ColumnQuality::excess).reversed())
        .limit(COLUMNS_SHOWN)
        .forEach(column -> table.row(cells(column)));
    int hidden = columns.size() - COLUMNS_SHOWN;
    return hidden > 0
        ? table + "and %d columns more, none of them worse\n".formatted(hidden)
        : table.toString();
  }

  private static List<String> cells(ColumnQuality column) {
    return List.of(
        shortened(column.name()),
        column.kind().name().toLowerCase(Locale.ROOT),
        number(column.distance()),
        number(column.floor()),
        percent(column.syntheticMissing()),
        percent(column.heldOutMissing()),
        percent(column.unseen()),
        percent(column.unseenFloor()));
  }

  private static String figures(TableQuality quality) {
    TextTable table = new TextTable();
    table.row(List.of("figure", "synthetic", "real rows", "ideal"));
    row(
        table,
        "mean distance of the columns",
        quality.meanDistance(),
        quality.meanFloor(),
        AS_REAL);
    Associations pairs = quality.associations();
    row(table, "mean difference of associations", pairs.meanDifference(), pairs.floor(), AS_REAL);
    Detectability detection = quality.detectability();
    if (detection != null) {
      row(table, "detectability, AUROC", detection.auroc(), detection.floor(), "0.500");
    }
    Privacy privacy = quality.privacy();
    if (privacy != null) {
      row(table, "share near a training row", privacy.nearShare(), privacy.nearFloor(), AS_REAL);
    }
    Usefulness use = quality.usefulness();
    if (use != null) {
      String title = "predicts %s, %s".formatted(shortened(use.target()), use.measure());
      row(table, title, use.synthetic(), use.real(), AS_REAL);
    }
    return table.toString();
  }

  private static void row(
      TextTable table, String title, double synthetic, double real, String ideal) {
    table.row(List.of(title, number(synthetic), number(real), ideal));
  }

  private static String notes(TableQuality quality) {
    StringBuilder lines = new StringBuilder();
    Privacy privacy = quality.privacy();
    if (privacy != null) {
      lines.append(
          """
          Copies of training rows: %d of %d synthetic rows, %d of them held-out rows as well.
          Of the held-out rows, %d of %d are training rows.
          """
              .formatted(
                  privacy.copies(),
                  quality.rows().synthetic(),
                  privacy.alsoHeldOut(),
                  privacy.heldOutCopies(),
                  quality.rows().heldOut()));
    }
    if (quality.detectability() == null) {
      lines.append(
          "Detectability was not measured: it needs %d rows of each kind.\n"
              .formatted(Detectability.FEWEST_ROWS));
    }
    if (quality.rows().training() == 0) {
      lines.append(
          "Floors, privacy and usefulness need the training rows, which a model does not keep: give"
              + " them with --training.\n");
    } else if (quality.usefulness() == null) {
      lines.append(
          ("Usefulness was not measured: it needs a target"
                  + " and %d rows of each kind that have it.\n")
              .formatted(Usefulness.FEWEST_ROWS));
    }
    return lines.toString();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
