package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.Associations.Pair;
import org.duetml.tabular.quality.Associations.PairPoints;

/** Measures how columns go together, in real and in synthetic rows. */
final class AssociationComparison {
  /** Most rows of a kind. */
  static final int MOST_ROWS = 10_000;

  /** Wide tables get fewer rows: about so many pairs of values are looked at in a kind of rows. */
  private static final long WORK = 100_000_000L;

  private static final int FEWEST_ROWS = 1000;

  private static final int LARGEST = 20;

  /** Pairs whose points are kept: of the strongest ones, and of those that differ most. */
  private static final int STRONGEST_SHOWN = 4;

  private static final int DIFFERING_SHOWN = 2;

  private static final int FEWEST_VALUES_SHOWN = 10;

  private static final Comparator<Pair> BY_DIFFERENCE =
      Comparator.comparing((Pair pair) -> Math.abs(pair.difference())).reversed();

  private static final Comparator<Pair> BY_STRENGTH =
      Comparator.comparing((Pair pair) -> Math.abs(pair.real())).reversed();

  private final List<Column> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final TableBatch real;
  private final TableBatch synthetic;

  private AssociationComparison(TableBatch real, TableBatch synthetic) {
    columns = real.columns();
    for (int column = 0; column < columns.size(); column++) {
      places.put(columns.get(column).name(), column);
    }
    this.real = real;
    this.synthetic = synthetic;
  }

  /** Compares all pairs of columns. */
  static Associations of(
      TableBatch training,
      TableBatch heldOut,
      TableBatch synthetic,
      long seed,
      ShardExecutor executor) {
    int most = mostRows(training.columns().size());
    int[] rowsKnown = RowChoice.of(training.rows(), most, seed, "association.training");
    int[] rowsFresh = RowChoice.of(heldOut.rows(), most, seed, "association.held-out");
    int[] rowsMade = RowChoice.of(synthetic.rows(), most, seed, "association.synthetic");
    TableBatch made = Batches.chosen(synthetic, rowsMade);
    TableBatch real = Batches.joined(training, rowsKnown, heldOut, rowsFresh);
    AssociationMatrix ofKnown = AssociationMatrix.of(Batches.chosen(training, rowsKnown), executor);
    AssociationMatrix ofFresh = AssociationMatrix.of(Batches.chosen(heldOut, rowsFresh), executor);
    AssociationMatrix ofMade = AssociationMatrix.of(made, executor);
    AssociationMatrix ofReal = AssociationMatrix.of(real, executor);
    AssociationComparison comparison = new AssociationComparison(real, made);
    List<Pair> pairs = comparison.pairs(ofReal, ofMade);
    return new Associations(
        comparison.columns.stream().map(Column::name).toList(),
        ofReal.rounded(),
        ofMade.rounded(),
        ofMade.meanDifference(ofFresh),
        training.rows() == 0 ? Double.NaN : ofKnown.meanDifference(ofFresh),
        pairs.stream().sorted(BY_DIFFERENCE).limit(LARGEST).toList(),
        comparison.points(pairs, seed),
        most);
  }

  private static int mostRows(int columns) {
    long pairs = Math.max(1, (long) columns * (columns - 1) / 2);
    return Math.clamp(WORK / pairs, FEWEST_ROWS, MOST_ROWS);
  }

  private List<Pair> pairs(AssociationMatrix ofReal, AssociationMatrix ofMade) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (int j = i + 1; j < columns.size(); j++) {
        pairs.add(
            new Pair(
                columns.get(i).name(),
                columns.get(j).name(),
                ofReal.values()[i][j],
                ofMade.values()[i][j]));
      }
    }
    return pairs;
  }

  private List<PairPoints> points(List<Pair> pairs, long seed) {
    Set<String> plotted =
        places.keySet().stream()
            .filter(name -> isPlotted(places.get(name)))
            .collect(Collectors.toSet());
    List<Pair> ofNumbers =
        pairs.stream()
            .filter(pair -> plotted.contains(pair.first()) && plotted.contains(pair.second()))
            .filter(pair -> !Double.isNaN(pair.real()))
            .toList();
    Set<Pair> shown =
        new LinkedHashSet<>(ofNumbers.stream().sorted(BY_STRENGTH).limit(STRONGEST_SHOWN).toList());
    ofNumbers.stream()
        .sorted(BY_DIFFERENCE)
        .filter(pair -> !shown.contains(pair))
        .limit(DIFFERING_SHOWN)
        .toList()
        .forEach(shown::add);
    return shown.stream().map(pair -> points(pair, seed)).toList();
  }

  /** Numbers of a few values would only make points on points. */
  private boolean isPlotted(int column) {
    return columns.get(column).kind().isNumber()
        && Arrays.stream(real.numbers(column))
                .filter(value -> !Double.isNaN(value))
                .distinct()
                .limit(FEWEST_VALUES_SHOWN)
                .count()
            == FEWEST_VALUES_SHOWN;
  }

  private PairPoints points(Pair pair, long seed) {
    int x = places.get(pair.first());
    int y = places.get(pair.second());
    int[] rowsReal = complete(real, x, y, seed, "points.real");
    int[] rowsMade = complete(synthetic, x, y, seed, "points.synthetic");
    return new PairPoints(
        pair.first(),
        pair.second(),
        values(real, x, rowsReal),
        values(real, y, rowsReal),
        values(synthetic, x, rowsMade),
        values(synthetic, y, rowsMade));
  }

  /** Some of the rows that have both values. */
  private static int[] complete(TableBatch batch, int x, int y, long seed, String what) {
    int[] order = RowChoice.of(batch.rows(), batch.rows(), seed, what);
    return Arrays.stream(order)
        .filter(row -> !batch.isMissing(x, row) && !batch.isMissing(y, row))
        .limit(PairPoints.POINTS)
        .toArray();
  }

  private static List<Double> values(TableBatch batch, int column, int[] rows) {
    double[] numbers = batch.numbers(column);
    return Arrays.stream(rows).mapToObj(row -> numbers[row]).toList();
  }
}
