package org.duetml.app.reproduce;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.EnergyQuality;
import org.duetml.app.experiment.Cell;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** What stands beside every game: what it started from, and what cannot be bettered. */
final class ReferenceCells {
  static final String FLOOR_LABEL = "fresh data, true density";

  private static final String PRETRAINED = "pretrained";
  private static final String FLOOR = "floor";

  /** So many draws show how far apart two draws of the data itself are. */
  private static final int FLOOR_DRAWS = 5;

  /** The temperature that leaves it out: of the density from itself it is 0. */
  private static final double NO_DIVERGENCE = 0;

  private ReferenceCells() {}

  /** For example {@code DDPM, T=5, own network}. */
  static String pretrainedLabel(int steps) {
    return "DDPM, T=%d, own network".formatted(steps);
  }

  /** What games of so many steps start from, as {@code duet train} pretrains it. */
  static Cell pretrained(Lab lab, int steps, long seed) {
    Map<String, String> settings = lab.settings();
    settings.put("gcd.steps", Integer.toString(steps));
    settings.put("configuration", PaperScale.fingerprint(lab.scale().config(seed)));
    return new Cell(
        PRETRAINED,
        pretrainedLabel(steps),
        seed,
        settings,
        executor -> measurePretrained(lab, steps, seed, executor));
  }

  private static Map<String, Object> measurePretrained(
      Lab lab, int steps, long seed, ShardExecutor executor) throws Exception {
    DuetModel model = lab.parts().sampler(seed, steps);
    int samples = lab.scale().samples();
    Map<String, Object> figures =
        new LinkedHashMap<>(
            new SampleFigures(lab.data(), samples, 1, executor)
                .of(seed, drawSeed -> model.sample(0, samples, drawSeed, executor)));
    figures.put(
        GameCase.TRAINING_SECONDS, model.provenance().metrics().get(GameCase.TRAINING_SECONDS));
    return figures;
  }

  /** What data reach in place of samples, and the true density in place of an energy. */
  static Cell floor(Lab lab, long seed) {
    return new Cell(
        FLOOR, FLOOR_LABEL, seed, lab.settings(), executor -> measureFloor(lab, seed, executor));
  }

  private static Map<String, Object> measureFloor(Lab lab, long seed, ShardExecutor executor) {
    ProjectedLaw data = lab.data();
    int samples = lab.scale().samples();
    Map<String, Object> figures =
        new LinkedHashMap<>(
            new SampleFigures(data, samples, FLOOR_DRAWS, executor)
                .of(seed, drawSeed -> fresh(data, drawSeed, "floor.fresh", samples, executor)));
    long dataSeed = seed + 1;
    Matrix rows = fresh(data, dataSeed, "evaluation.reference", samples, executor);
    figures.putAll(
        EnergyQuality.of(
            points -> negative(data.logDensities(points, executor)),
            NO_DIVERGENCE,
            data,
            rows,
            dataSeed,
            executor));
    return figures;
  }

  private static Matrix fresh(
      ProjectedLaw data, long seed, String stream, int samples, ShardExecutor executor) {
    return data.sample(RandomStream.of(seed, stream), 0, samples, executor);
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
