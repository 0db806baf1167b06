package org.duetml.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That every figure is there and fits the others; how large they are depends on the machine. */
class BenchTest {
  private static final BenchSettings TINY =
      new BenchSettings(new Timing(1, 1), List.of(new Shape(32, 4, 16, 2)), 100, List.of(1, 2));

  @Test
  void everyPartHasItsRows() throws IOException {
    List<String> stages = new ArrayList<>();
    Map<String, Object> figures =
        new Bench(TINY, stages::add)
            .run(EnumSet.of(BenchPart.STEPS, BenchPart.GAME, BenchPart.RATES));
    assertEquals(2, rows(figures, BenchPart.STEPS).size());
    assertEquals(4, rows(figures, BenchPart.GAME).size());
    assertEquals(4, rows(figures, BenchPart.RATES).size());
    assertTrue(stages.contains("game, ppo, threads: 2"), stages.toString());
    String text = BenchText.of(figures);
    for (BenchPart part : List.of(BenchPart.STEPS, BenchPart.GAME, BenchPart.RATES)) {
      assertTrue(text.contains(part.title()), text);
    }
    assertTrue(text.contains("B 32, 4-16-2"), text);
  }

  @Test
  void onlySeveralThreadsHandOver() throws IOException {
    Map<String, Object> figures = new Bench(TINY, stage -> {}).run(EnumSet.of(BenchPart.STEPS));
    List<?> rows = rows(figures, BenchPart.STEPS);
    assertFalse(((Map<?, ?>) rows.getFirst()).containsKey("hand_over_nanoseconds"));
    double nanos = (double) ((Map<?, ?>) rows.getLast()).get("hand_over_nanoseconds");
    assertTrue(nanos > 1, "no signal goes that far in " + nanos + " ns");
    String text = BenchText.of(figures);
    assertTrue(text.contains("hand over nanoseconds"), text);
    assertTrue(text.lines().anyMatch(line -> line.matches("B 32.* 1 .* -")), text);
  }

  /** 5 steps of 256 trajectories: the counts follow from the algorithm. */
  @Test
  void anIterationEvaluatesWhatTheAlgorithmSays() throws IOException {
    Map<String, Object> figures = new Bench(TINY, stage -> {}).run(EnumSet.of(BenchPart.GAME));
    List<?> rows = rows(figures, BenchPart.GAME);
    assertEquals(
        Map.of("sampler", 1280L, "energy", 768L, "value", 2304L),
        ((Map<?, ?>) rows.getFirst()).get("rows"));
    assertEquals(
        Map.of("sampler", 3840L, "energy", 768L, "value", 1280L),
        ((Map<?, ?>) rows.getLast()).get("rows"));
  }

  @Test
  void theExponentIsThatOfAPower() {
    double[] sizes = {1, 2, 5, 10};
    double[] values = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      values[i] = 3 * Math.pow(sizes[i], 1.7);
    }
    assertEquals(1.7, CostGrowth.exponent(sizes, values), 1e-12);
  }

  private static List<?> rows(Map<String, Object> figures, BenchPart part) {
    return (List<?>) figures.get(part.label());
  }
}
