package org.duetml;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.energy.Normalizer;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.DuetTrainer;
import org.duetml.gcd.NormalizerEstimate;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Players;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.model.Provenance;

/**
 * One training from its parts to the model.
 *
 * @param standardization between the data's units and the networks'
 * @param data in its own units
 * @param config with no setting left to a rule
 * @param listener watches
 * @param checkpoints keep the state
 * @param executor shares the work
 */
record TrainingJob(
    Standardization standardization,
    DataSource data,
    DuetConfig config,
    TrainingListener listener,
    Checkpoints checkpoints,
    ShardExecutor executor) {
  /**
   * Runs phases, or what is left of them, and estimates the normaliser.
   *
   * @param players what the training begins with; not changed
   * @param phases which
   * @return the model
   */
  DuetModel run(Players players, Set<Phase> phases) {
    StandardizedData standardized = new StandardizedData(data, standardization);
    DuetTrainer trainer =
        new DuetTrainer(players, standardized, config, executor, listener, checkpoints);
    Players trained = trainer.run(phases);
    Optional<Normalizer> normalizer =
        phases.contains(Phase.CALIBRATION) ? normalizer(trained, standardized) : Optional.empty();

    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put(Evaluation.ITERATIONS, (long) trainer.gameIterations());
    metrics.put(Evaluation.ROLLBACKS, (long) trainer.rollbacks());
    metrics.put(Evaluation.TRAINING_SECONDS, trainer.seconds());
    Provenance provenance =
        new Provenance(Duet.version(), config.seed(), data.name(), Instant.now(), metrics);
    return new DuetModel(config, standardization, trained, provenance, normalizer);
  }

  /** Of an energy that was calibrated: only such a one is fitted to the data's density. */
  private Optional<Normalizer> normalizer(Players trained, DataSource standardized) {
    int draws = config.calibration().normalizerDraws();
    if (draws == 0 || config.calibration().iterations() == 0 || config.gcd().tau() == 0) {
      return Optional.empty();
    }
    Normalizer estimate =
        NormalizerEstimate.of(trained, standardized, draws, config.seed(), executor);
    if (!estimate.reliable()) {
      listener.onMessage(
          "the model has no log-density: the estimate of log Z is not reliable (%s)"
              .formatted(estimate.evenness()));
    }
    return Optional.of(estimate);
  }
}
