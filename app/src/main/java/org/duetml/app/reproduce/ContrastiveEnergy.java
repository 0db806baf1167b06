package org.duetml.app.reproduce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.experiment.Cell;
import org.duetml.data.StandardizedData;
import org.duetml.energy.ContrastiveTrainer;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.LangevinMoves;
import org.duetml.energy.NegativeChains;
import org.duetml.gcd.Players;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;

/**
 * The same energy network trained by contrastive divergence with Langevin dynamics, for a given
 * time on the processor.
 *
 * @param task what is learned
 * @param kind of the chains
 * @param learningRate of Adam; falls linearly to zero over the time
 * @param step of the chains
 * @param seconds of processor time
 */
record ContrastiveEnergy(
    EnergyTask task, ChainKind kind, double learningRate, Step step, double seconds) {
  static final String LEARNING_RATE = "learning-rate";
  static final String STEP = "step";

  private static final double[] LEARNING_RATES = {0.0001, 0.0005, 0.002};

  /** Unadjusted chains bend the energy the more, the larger their step; at 1 l^2 they diverge. */
  private static final List<Step> STEPS = List.of(new Step(0.2, false), new Step(1, true));

  /**
   * A step of Langevin dynamics.
   *
   * @param relative eps in units of the squared local scale l^2: the variance of a mode
   * @param adjusted whether by Metropolis
   */
  record Step(double relative, boolean adjusted) {
    /** For example {@code MALA 1.0 l^2}. */
    String label() {
      return "%s %s l^2".formatted(adjusted ? "MALA" : "ULA", relative);
    }
  }

  /** How finely the learning rate follows the time. */
  private static final int RATE_PARTS = 1000;

  /** What the search tries for a kind, each for the same time. */
  static List<ContrastiveEnergy> candidates(EnergyTask task, ChainKind kind, double seconds) {
    List<ContrastiveEnergy> all = new ArrayList<>();
    for (double learningRate : LEARNING_RATES) {
      for (Step step : STEPS) {
        all.add(new ContrastiveEnergy(task, kind, learningRate, step, seconds));
      }
    }
    return all;
  }

  ContrastiveEnergy withSeconds(double other) {
    return new ContrastiveEnergy(task, kind, learningRate, step, other);
  }

  /** For example {@code rate 0.002, ULA 0.3 l^2}. */
  String choice() {
    return "rate %s, %s".formatted(rate(), step.label());
  }

  private String rate() {
    return BigDecimal.valueOf(learningRate).stripTrailingZeros().toPlainString();
  }

  Cell cell(long seed) {
    return cell(task.mixture().name(), kind.label(), seed);
  }

  Cell searchCell(long seed) {
    return cell(task.mixture().name() + " search", kind.label() + ", " + choice(), seed);
  }

  private Cell cell(String experiment, String label, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(LEARNING_RATE, rate());
    settings.put(STEP, step.label());
    settings.put("processor-seconds", String.format(Locale.ROOT, "%.3f", seconds));
    settings.put("samples", Integer.toString(task.scale().samples()));
    return new Cell(experiment, label, seed, settings, executor -> measure(seed, executor));
  }

  private Map<String, Object> measure(long seed, ShardExecutor executor) {
    task.warmUp(executor);
    DuetModel start = task.untrained(seed);
    Players players = start.players();
    EnergyModel energy = players.energy().copy();
    NetworkRows rows = NetworkRows.of(energy.network());
    double begin = ProcessorTime.seconds();
    StandardizedData data = new StandardizedData(task.mixture(), start.standardization());
    NegativeChains chains = kind.chains(energy, moves(start), seed);
    ContrastiveTrainer trainer =
        new ContrastiveTrainer(energy, data, chains, ChainKind.BATCH, seed, executor);
    final long updates = train(trainer, begin);
    final double spent = ProcessorTime.seconds() - begin;

    Players trained =
        new Players(
            players.sampler(),
            trainer.average(),
            players.value(),
            players.noising(),
            players.pretrained());
    rows = NetworkRows.of(energy.network()).minus(rows);
    DuetModel model =
        new DuetModel(
            start.config(), start.standardization(), trained, start.provenance(), Optional.empty());
    Map<String, Object> figures = new LinkedHashMap<>(task.quality(model, seed, executor));
    EnergyFigures.putCost(figures, "", rows, spent);
    figures.put(EnergyFigures.UPDATES, updates);
    return figures;
  }

  /** The local scale follows from the frequencies that the rule made of it. */
  private LangevinMoves moves(DuetModel start) {
    double frequency = start.config().energy().fourierScale();
    double squaredScale = 1 / (2.0 * start.dimension() * frequency * frequency);
    return new LangevinMoves(kind.steps(), step.relative() * squaredScale, step.adjusted());
  }

  private long train(ContrastiveTrainer trainer, double begin) {
    LearningRate rate = LearningRate.falling(learningRate, Decay.LINEAR);
    double progress = 0;
    long update = 0;
    while (progress < 1) {
      trainer.step(update, rate.at((int) (progress * RATE_PARTS), RATE_PARTS));
      update++;
      if (!Double.isFinite(trainer.dataEnergy() + trainer.sampleEnergy())) {
        throw new IllegalArgumentException(
            "%s diverged at update %d (%s)".formatted(kind.label(), update, choice()));
      }
      progress = (ProcessorTime.seconds() - begin) / seconds;
    }
    return update;
  }
}
