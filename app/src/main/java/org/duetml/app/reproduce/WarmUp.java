package org.duetml.app.reproduce;

import java.util.Map;
import org.duetml.Duet;
import org.duetml.data.GaussianMixture;
import org.duetml.data.StandardizedData;
import org.duetml.energy.ContrastiveTrainer;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.LangevinMoves;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Runs every kind of training a little before the first one is timed, so that none pays for Java's
 * compilation of the program. Safe for concurrent use: who comes while it runs waits.
 */
final class WarmUp {
  private static final int UPDATES = 60;

  private static final Map<String, Object> SHORT =
      Map.of(
          "pretrain.iterations", UPDATES,
          "warm-start.iterations", UPDATES,
          "warm-start.value-iterations", UPDATES,
          "gcd.iterations", UPDATES,
          "calibration.iterations", UPDATES,
          "calibration.noising-iterations", UPDATES);

  private boolean done;

  /** Does it at the first call, nothing at later ones. */
  synchronized void once(GaussianMixture mixture, EnergyScale scale, ShardExecutor executor) {
    if (done) {
      return;
    }
    DuetModel model = Duet.train(mixture, scale.config(0).with(SHORT));
    StandardizedData data = new StandardizedData(mixture, model.standardization());
    for (ChainKind kind : ChainKind.all()) {
      update(kind, false, model, data, executor);
      update(kind, true, model, data, executor);
    }
    done = true;
  }

  private static void update(
      ChainKind kind,
      boolean adjusted,
      DuetModel model,
      StandardizedData data,
      ShardExecutor executor) {
    LangevinMoves moves = new LangevinMoves(kind.steps(), 1e-3, adjusted);
    EnergyModel energy = model.players().energy().copy();
    ContrastiveTrainer trainer =
        new ContrastiveTrainer(
            energy, data, kind.chains(energy, moves, 0), ChainKind.BATCH, 0, executor);
    for (int update = 0; update < UPDATES / 2; update++) {
      trainer.step(update, 1e-4);
    }
  }
}
