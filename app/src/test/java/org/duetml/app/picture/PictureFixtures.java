package org.duetml.app.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.gcd.Signals;
import org.duetml.kernel.RandomStream;

/** Made-up runs that look like real ones: 8 Gaussians, a sampler that is a little wrong. */
final class PictureFixtures {
  static final double RADIUS = 4 / 1.414;
  static final double SD = 0.5 / 1.414;
  static final double HALF_WIDTH = 4;
  static final double[] EVEN = {1, 1, 1, 1, 1, 1, 1, 1};
  static final double[] UNEVEN = {1, 1.6, 0.6, 1, 1.2, 0.5, 1, 1.4};

  private static final RandomStream RANDOM = RandomStream.of(7, "pictures");

  private PictureFixtures() {}

  /** A run of the given number of points and of five steps. */
  static PictureData eightGaussians(int points) {
    float[][][] trajectories = trajectories(points, 5);
    return new PictureData(
        "8gaussians",
        HALF_WIDTH,
        mixture(points, EVEN, SD, 0),
        trajectories[5],
        mixture(points, UNEVEN, 1.6 * SD, 1),
        trajectories,
        xs -> Arrays.stream(logDensity(xs, UNEVEN, 1.06 * SD)).map(value -> 3 - value).toArray(),
        xs -> logDensity(xs, EVEN, SD),
        log());
  }

  /** Points of the mixture with the given weights (up to a factor). */
  static float[][] mixture(int points, double[] weights, double sd, int draw) {
    double total = Arrays.stream(weights).sum();
    float[][] rows = new float[points][];
    for (int i = 0; i < points; i++) {
      double left = RANDOM.uniform(draw, i) * total;
      int mode = 0;
      while (mode < weights.length - 1 && left > weights[mode]) {
        left -= weights[mode++];
      }
      rows[i] = near(mode, sd, draw, i);
    }
    return rows;
  }

  /** The mixture's log-density up to a constant. */
  static double[] logDensity(float[][] points, double[] weights, double sd) {
    double[] values = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double sum = 0;
      for (int mode = 0; mode < weights.length; mode++) {
        double dx = points[i][0] - modeX(mode);
        double dy = points[i][1] - modeY(mode);
        sum += weights[mode] * Math.exp(-(dx * dx + dy * dy) / (2 * sd * sd));
      }
      values[i] = Math.log(sum);
    }
    return values;
  }

  static double modeX(int mode) {
    return RADIUS * Math.cos(mode * Math.PI / 4);
  }

  static double modeY(int mode) {
    return RADIUS * Math.sin(mode * Math.PI / 4);
  }

  /** Noise that goes to about the mode in whose direction it lies. */
  static float[][][] trajectories(int points, int steps) {
    float[][][] states = new float[steps + 1][points][2];
    for (int i = 0; i < points; i++) {
      double noiseX = 2 * RANDOM.normal(20, i);
      double noiseY = 2 * RANDOM.normal(21, i);
      double angle = Math.atan2(noiseY, noiseX) + 0.35 * RANDOM.normal(22, i);
      float[] end = near(Math.floorMod(Math.round(4 * angle / Math.PI), 8), 1.05 * SD, 23, i);
      for (int step = 0; step <= steps; step++) {
        double turn = Math.PI / 2 * step / steps;
        states[step][i][0] = (float) (Math.cos(turn) * noiseX + Math.sin(turn) * end[0]);
        states[step][i][1] = (float) (Math.cos(turn) * noiseY + Math.sin(turn) * end[1]);
      }
    }
    return states;
  }

  /** The rows of a run of all four phases, every 50 iterations. */
  static List<Map<String, Object>> log() {
    List<Map<String, Object>> rows = new ArrayList<>();
    addPhase(rows, "pretrain", 3000);
    addPhase(rows, "warm-start", 1000);
    addPhase(rows, "game", 2000);
    addPhase(rows, "calibration", 600);
    return rows;
  }

  private static void addPhase(List<Map<String, Object>> rows, String phase, int iterations) {
    for (int iteration = 50; iteration <= iterations; iteration += 50) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("phase", phase);
      row.put("iteration", iteration);
      row.put("seconds", 0.01 * rows.size());
      addSignals(row, phase, (double) iteration / iterations, rows.size());
      rows.add(row);
    }
  }

  private static void addSignals(Map<String, Object> row, String phase, double part, int index) {
    double wiggle = RANDOM.normal(30, index);
    double decay = Math.exp(-4 * part);
    row.put(Signals.LOSS, 0.3 + decay + 0.01 * wiggle);
    switch (phase) {
      case "pretrain" ->
          row.put(Signals.SLICED_WASSERSTEIN, 0.13 + decay + 0.01 * Math.abs(wiggle));
      case "game" -> {
        row.put(Signals.ENERGY_GAP, 0.02 * decay + 0.002 * wiggle);
        row.put(Signals.AUROC_DATA_SAMPLES, 0.5 + 0.08 * decay + 0.004 * wiggle);
        row.put(Signals.SLICED_WASSERSTEIN, 0.03 + 0.1 * decay + 0.003 * Math.abs(wiggle));
        row.put(Signals.EXPLAINED_VARIANCE, 0.9 - 2.5 * decay + 0.02 * wiggle);
        row.put(Signals.ENTROPY, -1.2 + 0.3 * part + 0.01 * wiggle);
        row.put(Signals.GRADIENT_NORM_ENERGY, 0.5 + 0.2 * decay + 0.05 * Math.abs(wiggle));
        row.put(Signals.GRADIENT_NORM_VALUE, 2 + 9 * decay + 0.3 * Math.abs(wiggle));
        row.put(Signals.GRADIENT_NORM_SAMPLER, 7 + 3 * decay + Math.abs(wiggle));
        for (int step = 0; step < 5; step++) {
          row.put(Signals.SIGMA_PREFIX + step, Math.exp(-0.6 * step) * (0.8 + 0.2 * decay));
        }
      }
      default -> {
        row.put(Signals.EFFECTIVE_SAMPLE_SIZE, 0.3 - 0.2 * decay + 0.01 * wiggle);
        row.put(Signals.GRADIENT_NORM_ENERGY, 3 * decay + 0.1 + 0.02 * Math.abs(wiggle));
      }
    }
  }

  private static float[] near(int mode, double sd, int draw, int index) {
    return new float[] {
      (float) (modeX(mode) + sd * RANDOM.normal(100 + draw, 2L * index)),
      (float) (modeY(mode) + sd * RANDOM.normal(100 + draw, 2L * index + 1))
    };
  }
}
