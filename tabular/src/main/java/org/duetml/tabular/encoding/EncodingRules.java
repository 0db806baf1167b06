package org.duetml.tabular.encoding;

import java.util.ArrayList;
import java.util.List;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/**
 * Chooses the encoding of every column from the training rows:
 *
 * <ul>
 *   <li>one value, or none: a constant;
 *   <li>texts of which more than half are different, and more than {@value #FEWEST_IDENTIFIERS}
 *       are, and whole numbers that count the rows: identifiers, left out;
 *   <li>texts, booleans and numbers of at most {@value #MOST_NUMBER_LEVELS} different values:
 *       levels;
 *   <li>other numbers, dates and timestamps: a number, see {@link NumberScaleRule}.
 * </ul>
 */
public final class EncodingRules {
  private static final int FEWEST_IDENTIFIERS = 50;
  private static final int MOST_NUMBER_LEVELS = 4;

  /** The most levels that get an indicator each, and the most indicators of all columns. */
  private static final int MOST_INDICATORS = 24;

  private static final int MOST_INDICATORS_OF_ALL = 400;

  private final ColumnChoice choice;
  private final List<ColumnValues> columns = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private int mostIndicators = MOST_INDICATORS;

  private EncodingRules(TableBatch rows, ColumnChoice choice) {
    this.choice = choice;
    for (int column = 0; column < rows.columns().size(); column++) {
      columns.add(new ColumnValues(rows, column));
    }
  }

  /**
   * Chooses the encodings.
   *
   * @param rows of the training, at least 1
   * @param choice what the user said: kept and as numbers, or as categories
   * @return the encoding, a summary of each column, and what was done that a user should know
   * @throws IllegalArgumentException if a number is infinite, or no column is left that varies
   */
  public static FittedEncoding fit(TableBatch rows, ColumnChoice choice) {
    return new EncodingRules(rows, choice).fit();
  }

  private FittedEncoding fit() {
    while (indicators() > MOST_INDICATORS_OF_ALL) {
      mostIndicators--;
    }
    List<EncodedColumn> encoded = new ArrayList<>();
    List<ColumnTreatment> summaries = new ArrayList<>();
    for (ColumnValues values : columns) {
      String treatment = ColumnTreatment.EXCLUDED;
      if (!isExcluded(values)) {
        ColumnEncoding encoding = encoding(values);
        encoded.add(new EncodedColumn(values.column(), encoding));
        treatment = encoding.label();
      }
      summaries.add(
          new ColumnTreatment(
              values.column(), treatment, values.missing(), values.distinct(), values.range()));
    }
    return new FittedEncoding(new TableEncoding(encoded), summaries, messages);
  }

  private int indicators() {
    return columns.stream()
        .filter(values -> isOfLevels(values) && layout(values) == LevelLayout.INDICATORS)
        .mapToInt(values -> values.levels().size())
        .sum();
  }

  private boolean isExcluded(ColumnValues values) {
    String name = values.column().name();
    if (choice.categorical().contains(name) || choice.numeric().contains(name)) {
      return false;
    }
    if (isIdentifier(values)) {
      messages.add(
          "column '%s' is left out: its %d values in %d rows look like identifiers; keep it with %s %s"
              .formatted(
                  name,
                  values.distinct(),
                  values.rows(),
                  values.column().kind().isNumber() ? "--numeric" : "--categorical",
                  name));
      return true;
    }
    return false;
  }

  private static boolean isIdentifier(ColumnValues values) {
    long known = values.rows() - values.missing();
    if (values.distinct() <= FEWEST_IDENTIFIERS) {
      return false;
    }
    return switch (values.column().kind()) {
      case CATEGORICAL -> 2L * values.distinct() > known;
      // Counting, of which the training rows are a part.
      case INTEGER ->
          values.distinct() == known && values.highest() - values.lowest() < 2.0 * known;
      default -> false;
    };
  }

  private ColumnEncoding encoding(ColumnValues values) {
    String name = values.column().name();
    if (values.levels().size() == 1) {
      boolean absent = values.distinct() == 0;
      messages.add(
          "column '%s' %s: generated so, and not learned"
              .formatted(name, absent ? "has no values" : "is constant"));
      Object only = values.levels().getFirst();
      return only instanceof String text
          ? new ConstantEncoding(null, text)
          : new ConstantEncoding((Double) only, null);
    }
    if (isOfLevels(values)) {
      return levels(values);
    }
    double[] numbers = values.numbers();
    Resolution resolution = Resolution.of(numbers);
    return new NumberEncoding(
        NumberScaleRule.of(numbers, resolution),
        resolution,
        values.lowest(),
        values.highest(),
        values.missing() > 0);
  }

  private boolean isOfLevels(ColumnValues values) {
    String name = values.column().name();
    if (values.column().kind() == ColumnKind.CATEGORICAL || values.distinct() < 2) {
      return true;
    }
    return !choice.numeric().contains(name)
        && (values.distinct() <= MOST_NUMBER_LEVELS || choice.categorical().contains(name));
  }

  private ColumnEncoding levels(ColumnValues values) {
    LevelLayout layout = layout(values);
    if (layout == LevelLayout.CODE) {
      messages.add(
          "column '%s' has %d categories: encoded by frequency in one dimension"
              .formatted(values.column().name(), values.distinct()));
    }
    return new LevelEncoding(values.levels(), values.counts(), layout);
  }

  private LevelLayout layout(ColumnValues values) {
    int levels = values.levels().size();
    if (levels == 2) {
      return LevelLayout.INDICATOR;
    }
    return levels <= mostIndicators ? LevelLayout.INDICATORS : LevelLayout.CODE;
  }
}
