package org.duetml.tabular.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.duetml.tabular.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "no kernels are used")
class ColumnComparisonTest {
  private static final double NONE = Double.NaN;

  @Test
  void kolmogorovSmirnovOfKnownSamples() {
    assertEquals(0, Distances.kolmogorovSmirnov(new double[] {1, 2, 2}, new double[] {1, 2, 2}));
    assertEquals(1, Distances.kolmogorovSmirnov(new double[] {1, 2}, new double[] {3}));
    // At 2: all of the first, half of the second.
    double half = Distances.kolmogorovSmirnov(new double[] {1, 2}, new double[] {1, 2, 3, 4});
    assertEquals(0.5, half);
    // Ties are passed together: at 0 there are 3/4 against 1/4.
    double atom =
        Distances.kolmogorovSmirnov(new double[] {0, 0, 0, 1}, new double[] {0, 0.5, 0.5, 1});
    assertEquals(0.5, atom);
    assertEquals(1, Distances.kolmogorovSmirnov(new double[0], new double[] {3}));
    assertEquals(NONE, Distances.kolmogorovSmirnov(new double[0], new double[0]));
  }

  @Test
  void totalVariationOfKnownShares() {
    List<String> a = List.of("x", "x", "x", "y");
    assertEquals(0, Distances.totalVariation(a, a));
    assertEquals(1, Distances.totalVariation(a, List.of("z")));
    // 0.75 and 0.25 against 0.5, 0.25 and 0.25 of z.
    assertEquals(0.25, Distances.totalVariation(a, List.of("x", "x", "y", "z")));
  }

  @Test
  void numbersAreComparedWithFloorsMissingRatesAndRanges() {
    ColumnQuality quality =
        ColumnComparison.of(
            Tables.numbers(ColumnKind.NUMERIC, 1, 2, 3, NONE),
            Tables.numbers(ColumnKind.NUMERIC, 1, 2, 3, 4),
            Tables.numbers(ColumnKind.NUMERIC, 1, 5, NONE, NONE),
            0);
    assertEquals(0.5, quality.distance());
    assertEquals(0.25, quality.floor());
    assertEquals(0.25, quality.trainingMissing());
    assertEquals(0, quality.heldOutMissing());
    assertEquals(0.5, quality.syntheticMissing());
    assertEquals(0.5, quality.unseen());
    assertEquals(0.25, quality.unseenFloor());
    assertEquals(0.5, quality.repeated());
    assertEquals(0.75, quality.repeatedFloor());
    assertEquals(0.25, quality.excess());
    assertNull(quality.frequencies());
  }

  @Test
  void categoriesAreComparedAndUnseenOnesAreReported() {
    ColumnQuality quality =
        ColumnComparison.of(
            Tables.texts("a", "a", "b", null),
            Tables.texts("a", "b", "b", "c"),
            Tables.texts("a", "b", "b", "d"),
            0);
    assertEquals(0.25, quality.distance());
    assertEquals(0.25, quality.unseen());
    assertEquals(0.25, quality.unseenFloor());
    assertEquals(List.of("b", "a", "c", "d"), quality.frequencies().categories());
    assertEquals(List.of(3, 3, 1, 0, 0), quality.frequencies().real());
    assertEquals(List.of(2, 1, 0, 1, 0), quality.frequencies().synthetic());
  }

  @Test
  void booleansAreCategories() {
    ColumnQuality quality =
        ColumnComparison.of(
            Tables.numbers(ColumnKind.BOOLEAN, 1, 0),
            Tables.numbers(ColumnKind.BOOLEAN, 1, 0),
            Tables.numbers(ColumnKind.BOOLEAN, 1, 1),
            0);
    assertEquals(0.5, quality.distance());
    assertEquals(List.of("true", "false"), quality.frequencies().categories());
  }

  @Test
  void rareCategoriesAreCountedTogether() {
    List<String> values = IntStream.range(0, 50).mapToObj(i -> "category " + i).toList();
    Frequencies frequencies = Frequencies.of(values, values.subList(0, 1));
    assertEquals(Frequencies.SHOWN, frequencies.categories().size());
    assertEquals("category 0", frequencies.categories().getFirst());
    assertEquals(50 - Frequencies.SHOWN, frequencies.others());
    assertEquals(50 - Frequencies.SHOWN, frequencies.real().getLast());
    assertEquals(0, frequencies.synthetic().getLast());
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    double[] real = IntStream.range(0, 1000).mapToDouble(i -> i / 10.0).toArray();
    Histogram histogram = Histogram.of(real, new double[] {-1, 50, 50, 1e9}, false);
    assertEquals(1000, histogram.real().stream().mapToInt(i -> i).sum());
    assertEquals(1, histogram.synthetic().getFirst());
    assertEquals(1, histogram.synthetic().getLast());
    assertEquals(2, histogram.synthetic().get(1 + Histogram.BINS / 2));
  }

  @Test
  void wholeNumbersHaveBinsOfTheirOwn() {
    Histogram histogram = Histogram.of(new double[] {3, 4, 4, 6}, new double[] {2, 5, 7, 4}, true);
    assertEquals(2.5, histogram.low());
    assertEquals(6.5, histogram.high());
    assertEquals(List.of(0, 1, 2, 0, 1, 0), histogram.real());
    assertEquals(List.of(1, 0, 1, 1, 0, 1), histogram.synthetic());
  }

  @Test
  void constantAndEmptyColumnsHaveAHistogram() {
    double[] constant = {7, 7};
    assertEquals(List.of(0, 2, 0), Histogram.of(constant, constant, false).real());
    assertEquals(List.of(0, 0, 0), Histogram.of(new double[0], new double[0], true).real());
    assertTrue(Histogram.of(constant, constant, false).low() < 7);
  }
}
