package org.duetml.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.duetml.data.Standardization;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Finds rows that do not fit the rows it was fitted to: a kernel density with a learned metric
 * ({@link #energies}), calibrated by rows that were held out ({@link #pValue}).
 *
 * <p>One recipe for every table, without labels: columns are standardised; a quarter of the rows is
 * held out; from the others the kernel's covariance is learned by leave-one-out maximum likelihood,
 * and its scale likewise; then all rows, the held-out ones too, are centres. A held-out row's
 * energy leaves the row itself out. So the metric never saw a held-out row and neither did its
 * energy, just as with a new row, whose energy has only one centre more: p-values are those of
 * split conformal prediction (Vovk, Gammerman and Shafer 2005) up to that one centre, which makes
 * them larger if anything. Only means and standard deviations of the columns are those of all rows.
 *
 * <p>The same rows in another order give the same scorer. Immutable and safe for concurrent use,
 * with an executor for each caller.
 */
public final class AnomalyScorer {
  /** Fewest rows that can be fitted. */
  public static final int FEWEST_ROWS = 8;

  /** Most centres unless stated otherwise: what scoring costs is in proportion. */
  public static final int MOST_CENTRES = 10_000;

  private static final int HELD_OUT_PART = 4;
  private static final int MOST_HELD_OUT = 5000;

  /** Held-out rows that tell what contribution is usual. */
  private static final int TYPICAL_ROWS = 200;

  private static final double CONSTANT = 1e-7;

  private final Standardization standardization;
  private final KernelDensity density;
  private final float[] heldOutEnergies;
  private final int[] heldOutCentres;

  private AnomalyScorer(
      Standardization standardization,
      KernelDensity density,
      float[] heldOutEnergies,
      int[] heldOutCentres) {
    this.standardization = standardization;
    this.density = density;
    this.heldOutEnergies = heldOutEnergies;
    this.heldOutCentres = heldOutCentres;
  }

  /**
   * Fits with at most {@link #MOST_CENTRES} centres.
   *
   * @param rows training rows, at least {@link #FEWEST_ROWS}, all values finite, in any scale;
   *     unchanged
   * @param seed decides which rows are held out and, of very many, which are used
   * @param executor shares the work
   * @return the scorer
   * @throws IllegalArgumentException if there are too few rows or a value is not finite
   */
  public static AnomalyScorer fit(Matrix rows, long seed, ShardExecutor executor) {
    return fit(rows, MOST_CENTRES, seed, executor);
  }

  /**
   * Fits.
   *
   * @param rows training rows, at least {@link #FEWEST_ROWS}, all values finite, in any scale;
   *     unchanged
   * @param mostCentres at most so many rows are used, chosen at random; at least {@link
   *     #FEWEST_ROWS}
   * @param seed decides which rows are held out and which are used
   * @param executor shares the work
   * @return the scorer
   * @throws IllegalArgumentException if there are too few rows or centres or a value is not finite
   */
  public static AnomalyScorer fit(Matrix rows, int mostCentres, long seed, ShardExecutor executor) {
    return fit(rows, Negatives.NONE, mostCentres, seed, executor);
  }

  /**
   * Fits, and then moves the metric's scales so that the energy tells rows from negatives.
   *
   * @param rows as above
   * @param negatives see {@link Negatives}; {@link Negatives#NONE} is the default, since no kind
   *     was measured to be clearly better on average (docs/results.md)
   * @param mostCentres as above
   * @param seed as above
   * @param executor shares the work
   * @return the scorer
   * @throws IllegalArgumentException as above
   */
  public static AnomalyScorer fit(
      Matrix rows, Negatives negatives, int mostCentres, long seed, ShardExecutor executor) {
    requireUsable(rows, mostCentres);
    Matrix used = shuffled(rows, mostCentres, seed);
    Standardization standardization = standardization(used);
    standardization.apply(used);
    int heldOut = Math.min(MOST_HELD_OUT, used.rows() / HELD_OUT_PART);
    Matrix learned = slice(used, heldOut, used.rows());
    Metric metric = LearnedMetric.of(learned, negatives, executor);
    DistinctRows distinct = DistinctRows.of(used);
    KernelDensity density = new KernelDensity(distinct.rows(), distinct.counts(), metric);
    int[] centres = Arrays.copyOf(distinct.places(), heldOut);
    double logVolume = standardization.logVolume();
    double[] energies = density.energies(slice(used, 0, heldOut), centres, executor);
    float[] calibration = new float[heldOut];
    for (int i = 0; i < heldOut; i++) {
      calibration[i] = (float) (energies[i] + logVolume);
    }
    Arrays.sort(calibration);
    return new AnomalyScorer(standardization, density, calibration, centres);
  }

  private static void requireUsable(Matrix rows, int mostCentres) {
    if (rows.rows() < FEWEST_ROWS || mostCentres < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "%d training rows, at most %d centres: expected at least %d of each"
              .formatted(rows.rows(), mostCentres, FEWEST_ROWS));
    }
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < rows.columns(); column++) {
        if (!Float.isFinite(rows.get(row, column))) {
          throw new IllegalArgumentException(
              "training row %d, column %d is %s: expected a finite number"
                  .formatted(row + 1, column + 1, rows.get(row, column)));
        }
      }
    }
  }

  /** From a sorted order, so that the order of the table does not show. */
  private static Matrix shuffled(Matrix rows, int most, long seed) {
    int[] sorted = DistinctRows.order(rows);
    int[] permutation = new int[sorted.length];
    RandomStream.of(seed, "anomaly.rows").permutation(0, permutation);
    Matrix shuffled = new Matrix(Math.min(most, sorted.length), rows.columns());
    for (int i = 0; i < shuffled.rows(); i++) {
      shuffled.copyRows(rows, sorted[permutation[i]], i, 1);
    }
    return shuffled;
  }

  /** Rounded to float32, in which it is stored. A constant column keeps its scale. */
  private static Standardization standardization(Matrix rows) {
    double[] means = new double[rows.columns()];
    double[] sds = new double[rows.columns()];
    for (int column = 0; column < means.length; column++) {
      double sum = 0;
      for (int row = 0; row < rows.rows(); row++) {
        sum += rows.get(row, column);
      }
      double mean = sum / rows.rows();
      double squares = 0;
      for (int row = 0; row < rows.rows(); row++) {
        double difference = rows.get(row, column) - mean;
        squares += difference * difference;
      }
      double sd = Math.sqrt(squares / rows.rows());
      means[column] = (float) mean;
      sds[column] = sd > CONSTANT * Math.max(1e-30, Math.abs(mean)) ? (float) sd : 1;
    }
    return Standardization.of(means, sds);
  }

  private static Matrix slice(Matrix rows, int from, int to) {
    Matrix slice = new Matrix(to - from, rows.columns());
    slice.copyRows(rows, from, 0, to - from);
    return slice;
  }

  public int dimension() {
    return standardization.dimension();
  }

  /**
   * The number of distinct rows that are centres.
   *
   * @return at least 1
   */
  public int centres() {
    return density.points().rows();
  }

  /**
   * The number of rows that p-values compare with.
   *
   * @return at least 2; no p-value is below {@code 1 / (heldOutRows() + 1)}
   */
  public int heldOutRows() {
    return heldOutEnergies.length;
  }

  /**
   * Energies: the higher, the less a row fits.
   *
   * @param rows any number, in the scale of the training rows; unchanged
   * @param executor shares the work
   * @return {@code -log q(x)} in nats, per unit of volume of the rows' own scale
   * @throws IllegalArgumentException if the number of columns differs from the training rows'
   */
  public double[] energies(Matrix rows, ShardExecutor executor) {
    double[] energies = density.energies(standardized(rows), null, executor);
    double logVolume = standardization.logVolume();
    for (int i = 0; i < energies.length; i++) {
      energies[i] += logVolume;
    }
    return energies;
  }

  private Matrix standardized(Matrix rows) {
    if (rows.columns() != dimension()) {
      throw new IllegalArgumentException(
          "the rows have %d columns: expected %d as in training"
              .formatted(rows.columns(), dimension()));
    }
    Matrix copy = slice(rows, 0, rows.rows());
    standardization.apply(copy);
    return copy;
  }

  /**
   * The density that belongs to an energy; it is normalised exactly.
   *
   * @param energy one of {@link #energies}
   * @return {@code log q(x)} in nats
   */
  public static double logDensity(double energy) {
    return -energy;
  }

  /**
   * How often a row that does fit has such an energy or a higher one: below a, with probability at
   * most a.
   *
   * @param energy one of {@link #energies}
   * @return {@code (1 + held-out rows of at least this energy) / (1 + held-out rows)}
   */
  public double pValue(double energy) {
    return (1.0 + heldOutEnergies.length - below(energy)) / (1.0 + heldOutEnergies.length);
  }

  /**
   * Where an energy stands among those of held-out rows.
   *
   * @param energy one of {@link #energies}
   * @return percentage of held-out rows of lower energy, 0 to 100
   */
  public double percentile(double energy) {
    return 100.0 * below(energy) / heldOutEnergies.length;
  }

  /** How many held-out rows have a lower energy. */
  private int below(double energy) {
    int from = 0;
    int to = heldOutEnergies.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (heldOutEnergies[middle] < energy) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /**
   * The energy above which a row is called an anomaly: exactly the rows with {@code pValue(energy)
   * <= rate} lie above.
   *
   * @param falsePositiveRate part of the rows that fit that may be called anomalies, in (0, 1)
   * @return infinity if there are too few held-out rows for so small a rate
   * @throws IllegalArgumentException if the rate is not in (0, 1)
   */
  public double threshold(double falsePositiveRate) {
    if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
      throw new IllegalArgumentException(
          "false-positive rate %s: expected above 0 and below 1".formatted(falsePositiveRate));
    }
    int above = (int) Math.floor(falsePositiveRate * (1 + heldOutEnergies.length)) - 1;
    return above < 0
        ? Double.POSITIVE_INFINITY
        : heldOutEnergies[heldOutEnergies.length - 1 - above];
  }

  /**
   * How much each group of columns contributes to a row's energy: its surprise given all other
   * columns, {@code -log q(x_g | x_rest)}, less the median of that over held-out rows.
   *
   * <p>A conditional surprise blames a column for not fitting the others, which a column's own
   * distribution cannot show; it needs no draws, since a kernel density's marginals are known; and
   * subtracting what is usual makes columns of any scale and width comparable. Cost: as much as the
   * energy for every column of a group.
   *
   * @param rows any number, in the scale of the training rows; unchanged
   * @param groups the columns of each group, for example all those that encode one column of a
   *     table; each a proper part of the columns without repetition
   * @param executor shares the work
   * @return for each row one number for each group, in nats; above 0 what is more surprising than
   *     usual
   * @throws IllegalArgumentException if a group is empty, names a column twice or one that does not
   *     exist, or leaves none out; or the number of columns differs from the training rows'
   */
  public double[][] contributions(Matrix rows, List<int[]> groups, ShardExecutor executor) {
    groups.forEach(this::requireProper);
    double[][] contributions = density.surprises(standardized(rows), null, groups, executor);
    double[] typical = typicalSurprises(groups, executor);
    for (double[] row : contributions) {
      for (int g = 0; g < typical.length; g++) {
        row[g] -= typical[g];
      }
    }
    return contributions;
  }

  private void requireProper(int[] group) {
    long distinct = Arrays.stream(group).filter(c -> c >= 0 && c < dimension()).distinct().count();
    if (distinct != group.length || group.length == 0 || group.length >= dimension()) {
      throw new IllegalArgumentException(
          "columns %s are no group: expected distinct numbers from 0 to %d, at least one and not all"
              .formatted(Arrays.toString(group), dimension() - 1));
    }
  }

  private double[] typicalSurprises(List<int[]> groups, ShardExecutor executor) {
    int[] own = Arrays.copyOf(heldOutCentres, Math.min(TYPICAL_ROWS, heldOutCentres.length));
    Matrix rows = new Matrix(own.length, dimension());
    for (int i = 0; i < own.length; i++) {
      rows.copyRows(density.points(), own[i], i, 1);
    }
    double[][] surprises = density.surprises(rows, own, groups, executor);
    double[] typical = new double[groups.size()];
    for (int g = 0; g < typical.length; g++) {
      int group = g;
      double[] sorted = Arrays.stream(surprises).mapToDouble(row -> row[group]).sorted().toArray();
      typical[g] = sorted[sorted.length / 2];
    }
    return typical;
  }

  /**
   * All there is to save.
   *
   * @return matrices by name, in a stable order; {@link #restore} gives a scorer of the same bits
   */
  public Map<String, Matrix> tensors() {
    return ScorerTensors.of(
        standardization,
        density.metric().map(),
        density.points(),
        density.counts(),
        heldOutEnergies,
        heldOutCentres);
  }

  /**
   * The scorer that was saved.
   *
   * @param tensors as {@link #tensors} gave them
   * @return the scorer
   * @throws IllegalArgumentException if one is missing or impossible
   */
  public static AnomalyScorer restore(Map<String, Matrix> tensors) {
    ScorerTensors read = new ScorerTensors(tensors);
    Metric metric = Metric.restore(read.metric());
    KernelDensity density = new KernelDensity(read.centres(), read.counts(), metric);
    return new AnomalyScorer(
        read.standardization(), density, read.heldOutEnergies(), read.heldOutCentres());
  }
}
