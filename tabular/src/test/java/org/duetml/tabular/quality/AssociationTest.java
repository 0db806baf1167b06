package org.duetml.tabular.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.Association.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "no kernels are used")
class AssociationTest {
  private static final double EXACT = 1e-12;

  private static Values codes(int rows, int period, int categories) {
    int[] codes = IntStream.range(0, rows).map(i -> i / period % categories).toArray();
    return new Values(null, codes, categories);
  }

  @Test
  void cramersVIsOneForIdenticalAndZeroForIndependentCategories() {
    Values fast = codes(60, 1, 3);
    Values slow = codes(60, 3, 4);
    assertEquals(1, Association.between(fast, fast), EXACT);
    // Every pair of categories occurs equally often: chi squared is 0.
    assertEquals(0, Association.between(fast, slow), EXACT);
  }

  @Test
  void cramersVOfATwoByTwoTableWithItsCorrection() {
    // Counts 30, 10, 10, 30: phi squared = 0.25; corrected 0.25 - 1/79, over 1 - 1/79.
    int[] a = IntStream.range(0, 80).map(i -> i / 40).toArray();
    int[] b = IntStream.range(0, 80).map(i -> i % 40 < 30 ? i / 40 : 1 - i / 40).toArray();
    double expected = Math.sqrt((0.25 - 1.0 / 79) / (1 - 1.0 / 79));
    double found = Association.between(new Values(null, a, 2), new Values(null, b, 2));
    assertEquals(expected, found, EXACT);
  }

  @Test
  void theCorrelationRatioOfKnownGroups() {
    // Groups 0, 2 and 10, 12 and so on: within 6, all 406 over 6 values in 3 groups.
    double[] numbers = {0, 2, 10, 12, 20, 22};
    Values category = new Values(null, new int[] {0, 0, 1, 1, 2, 2}, 3);
    double expected = Math.sqrt(1 - 6.0 / 406 * 5 / 3);
    assertEquals(expected, Association.between(new Values(numbers, null, 0), category), EXACT);
    assertEquals(expected, Association.between(category, new Values(numbers, null, 0)), EXACT);
  }

  @Test
  void rowsWithoutAValueAreLeftOutAndConstantColumnsHaveNoAssociation() {
    double none = Double.NaN;
    Values a = new Values(new double[] {1, 2, 3, 4, 5, none}, null, 0);
    Values b = new Values(new double[] {2, 4, 6, 8, 10, -100}, null, 0);
    assertEquals(1, Association.between(a, b), EXACT);
    Values constant = new Values(new double[] {1, 1, 1, 1, 1, 1}, null, 0);
    assertEquals(none, Association.between(constant, b));
    assertEquals(none, Association.between(constant, codes(6, 1, 2)));
    assertEquals(none, Association.between(codes(6, 1, 1), codes(6, 1, 2)));
  }

  @Test
  void aBrokenPairIsTheLargestDifference() {
    TableBatch training = Tables.people(2000, 1, 0);
    TableBatch synthetic = Tables.people(2000, 3, 0);
    double[] shuffled = synthetic.numbers(1);
    System.arraycopy(Tables.people(2000, 4, 0).numbers(1), 0, shuffled, 0, shuffled.length);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Associations associations =
          AssociationComparison.of(training, Tables.people(2000, 2, 0), synthetic, 0, executor);
      Associations.Pair worst = associations.largest().getFirst();
      assertEquals(List.of("height", "weight"), List.of(worst.first(), worst.second()));
      // The correlation of x and x + n / 2 is 1 / sqrt(1.25); rows of other draws have none.
      assertEquals(1 / Math.sqrt(1.25), worst.real(), 0.02);
      assertEquals(0, worst.synthetic(), 0.08);
      assertTrue(associations.meanDifference() > 3 * associations.floor());
      assertEquals(Associations.PairPoints.POINTS, associations.points().getFirst().realX().size());
    }
  }
}
