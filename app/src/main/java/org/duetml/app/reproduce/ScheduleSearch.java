package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.reproduce.BaselineSampler.Rule;
import org.duetml.data.ProjectedLaw;
import org.duetml.data.Standardization;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule.Kind;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.ExactSlicedWasserstein;

/**
 * Finds the best schedule for a number of steps: the one whose samples are nearest to the data, by
 * the exact sliced Wasserstein distance. All candidates are given the same noise, which is not that
 * of the tables.
 *
 * @param method what is searched for
 * @param steps T
 */
record ScheduleSearch(Method method, int steps) {
  /** So many steps and more are too dear for all candidates. */
  private static final int MANY_STEPS = 1000;

  private static final int FEW_STEPS = 10;

  /** The two families of samplers. */
  enum Method {
    /** Ancestral. */
    DDPM(List.of(Rule.DDPM_LARGE, Rule.DDPM_SMALL)),
    /** Deterministic. */
    DDIM(List.of(Rule.DDIM));

    private final List<Rule> rules;

    Method(List<Rule> rules) {
      this.rules = rules;
    }

    /** The rule that goes with the plain linear schedule. */
    Rule plainRule() {
      return rules.getFirst();
    }
  }

  /** For example {@code DDPM, T=5}. */
  String label() {
    return "%s, T=%d".formatted(method, steps);
  }

  /** All candidates, in a fixed order. */
  List<BaselineSampler> candidates() {
    List<BaselineSampler> candidates = new ArrayList<>();
    for (Rule rule : method.rules) {
      for (Kind kind : kinds()) {
        candidates.add(new BaselineSampler(kind, 0, 0, rule));
      }
      for (double least : smallestLevels()) {
        for (double most : largestLevels()) {
          candidates.add(new BaselineSampler(Kind.LOG_SNR, least, most, rule));
        }
      }
    }
    return candidates;
  }

  private List<Kind> kinds() {
    return steps >= MANY_STEPS
        ? List.of(Kind.LINEAR, Kind.COSINE)
        : List.of(Kind.LINEAR, Kind.QUADRATIC, Kind.COSINE, Kind.SIGMOID);
  }

  private List<Double> smallestLevels() {
    if (steps >= MANY_STEPS) {
      return List.of(0.01, 0.03);
    }
    return steps <= FEW_STEPS
        ? List.of(0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
        : List.of(0.01, 0.02, 0.05, 0.1, 0.15);
  }

  private List<Double> largestLevels() {
    if (steps >= MANY_STEPS) {
      return List.of(10.0, 20.0);
    }
    return steps <= FEW_STEPS
        ? List.of(1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
        : List.of(3.0, 5.0, 10.0, 20.0);
  }

  /**
   * Measures every candidate.
   *
   * @param samples of each, half as many for many steps
   * @return the distance of each, by its text
   */
  Map<String, Object> measure(
      NoisePredictor predictor,
      Standardization standardization,
      ProjectedLaw data,
      int samples,
      ShardExecutor executor) {
    RandomStream stream = RandomStream.of(0, "schedule-search");
    List<Matrix> drawn = new ArrayList<>();
    int count = steps >= MANY_STEPS ? samples / 2 : samples;
    for (BaselineSampler candidate : candidates()) {
      Matrix points = candidate.draw(predictor, steps, count, stream, executor);
      standardization.invert(points);
      drawn.add(points);
    }
    double[] distances = new ExactSlicedWasserstein(2, data).of(drawn, executor);
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int i = 0; i < distances.length; i++) {
      figures.put(candidates().get(i).toString(), distances[i]);
    }
    return figures;
  }

  /** The candidate with the smallest distance. */
  BaselineSampler best(Map<String, Object> distances) {
    return candidates().stream()
        .min(Comparator.comparingDouble(candidate -> distance(distances, candidate)))
        .orElseThrow();
  }

  private static double distance(Map<String, Object> distances, BaselineSampler candidate) {
    return (double) distances.get(candidate.toString());
  }
}
