package org.duetml.app.reproduce;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.EnergyQuality;
import org.duetml.Evaluation;
import org.duetml.app.experiment.Cell;
import org.duetml.config.DuetConfig;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * A GCD training, all else as in {@code duet train}.
 *
 * @param samplerStep how the sampler is improved
 * @param tau temperature
 * @param steps T
 * @param pretrained false for a game from scratch
 */
record GameCase(SamplerStep samplerStep, double tau, int steps, boolean pretrained) {
  static final String EXPERIMENT = "game";
  static final int PAPER_STEPS = 5;
  static final double DEFAULT_TAU = 0.05;
  static final String AUROC = "auroc_uniform";
  static final String DIVERGENCE = "kl_data_model";
  static final String TRAINING_SECONDS = Evaluation.TRAINING_SECONDS;

  /** The pretrained game of the defaults, with another sampler step. */
  static GameCase of(SamplerStep samplerStep) {
    return new GameCase(samplerStep, DEFAULT_TAU, PAPER_STEPS, true);
  }

  GameCase withTau(double other) {
    return new GameCase(samplerStep, other, steps, pretrained);
  }

  GameCase withSteps(int other) {
    return new GameCase(samplerStep, tau, other, pretrained);
  }

  GameCase fromScratch() {
    return new GameCase(samplerStep, tau, steps, false);
  }

  /** For example {@code GCD value gradient, T=5, tau 0.05}. */
  String label() {
    return "GCD %s, T=%d, tau %s%s"
        .formatted(stepName(), steps, number(tau), pretrained ? "" : ", from scratch");
  }

  private String stepName() {
    return switch (samplerStep) {
      case VALUE_GRADIENT -> "value gradient";
      case PPO -> "PPO";
      case POLICY_GRADIENT -> "policy gradient";
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
  }

  /** What decides the figures, besides the seed. */
  private Map<String, String> settings(Lab lab) {
    PaperScale scale = lab.scale();
    Map<String, String> settings = lab.settings();
    changes().forEach((key, value) -> settings.put(key, value.toString()));
    settings.put("configuration", PaperScale.fingerprint(scale.config(0).with(changes())));
    settings.put("draws", Integer.toString(draws(scale)));
    return settings;
  }

  private Map<String, Object> changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("gcd.sampler-step", samplerStep.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    changes.put("gcd.tau", tau);
    changes.put("gcd.steps", steps);
    if (!pretrained) {
      changes.put("pretrain.iterations", 0);
    }
    return changes;
  }

  /** The two that the first claims speak of are measured with more draws. */
  private int draws(PaperScale scale) {
    boolean claimed = equals(of(SamplerStep.VALUE_GRADIENT)) || equals(of(SamplerStep.PPO));
    return claimed ? scale.claimDraws() : 1;
  }

  /** The measurement of one seed. */
  Cell cell(Lab lab, long seed) {
    return new Cell(
        EXPERIMENT, label(), seed, settings(lab), executor -> measure(lab, seed, executor));
  }

  private Map<String, Object> measure(Lab lab, long seed, ShardExecutor executor) throws Exception {
    GameLog log = new GameLog();
    DuetModel model = train(lab, seed, log);
    int samples = lab.scale().samples();
    Map<String, Object> figures =
        new LinkedHashMap<>(
            new SampleFigures(lab.data(), samples, draws(lab.scale()), executor)
                .of(seed, drawSeed -> model.sample(0, samples, drawSeed, executor)));
    long dataSeed = seed + 1;
    RandomStream stream = RandomStream.of(dataSeed, "evaluation.reference");
    Matrix data = lab.data().sample(stream, 0, samples, executor);
    figures.putAll(
        EnergyQuality.of(
            points -> model.energy(points, executor), tau, lab.data(), data, dataSeed, executor));
    Map<String, Object> trained = model.provenance().metrics();
    figures.put(Evaluation.ITERATIONS, trained.get(Evaluation.ITERATIONS));
    figures.put(TRAINING_SECONDS, trained.get(TRAINING_SECONDS));
    log.addTo(figures);
    return figures;
  }

  private DuetModel train(Lab lab, long seed, GameLog log) throws Exception {
    DuetConfig config = lab.scale().config(seed).with(changes());
    return pretrained
        ? Duet.trainFrom(lab.parts().sampler(seed, steps), lab.data(), config, log)
        : Duet.train(lab.data(), config, log);
  }
}
