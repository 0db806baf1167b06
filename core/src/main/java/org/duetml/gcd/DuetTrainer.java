package org.duetml.gcd;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.FiniteCheck;
import org.duetml.state.Snapshot;
import org.duetml.state.StateVisitor;

/**
 * Runs the four phases of a training (algorithm section 10), or some of them. A phase consists of
 * stages, each of which learns one thing. A stage that diverges goes back to its last good state
 * and on from there at lower learning rates.
 *
 * <p>Not thread-safe; a trainer runs once.
 */
public final class DuetTrainer {
  private static final StageKind[] STAGES = StageKind.values();
  private static final String POSITION = "position";

  private final StandardizedData data;
  private final DuetConfig config;
  private final ShardExecutor executor;
  private final TrainingListener listener;
  private final Checkpoints checkpoints;
  private final TrainingHistory history = new TrainingHistory();
  private final Snapshot lastGood = new Snapshot();
  private final Snapshot everything = new Snapshot();
  private TrainingPlan plan;
  private TrainingIdentity identity;
  private Players players;
  private int position;
  private Stage stage;
  private int iteration;
  private int gameIterations;
  private int tries;
  private int rollbacks;

  /**
   * A training that has not begun, and that leaves nothing if it is interrupted.
   *
   * @param players new or from an earlier training; not changed
   * @param data standardised rows
   * @param config all of it
   * @param executor shares the work
   * @param listener watches
   */
  public DuetTrainer(
      Players players,
      StandardizedData data,
      DuetConfig config,
      ShardExecutor executor,
      TrainingListener listener) {
    this(players, data, config, executor, listener, Checkpoints.NONE);
  }

  /**
   * A training that has not begun, or that was interrupted and goes on to the same bits.
   *
   * @param players what the training begins with; not changed
   * @param data standardised rows
   * @param config all of it
   * @param executor shares the work
   * @param listener watches
   * @param checkpoints keep its state
   */
  public DuetTrainer(
      Players players,
      StandardizedData data,
      DuetConfig config,
      ShardExecutor executor,
      TrainingListener listener,
      Checkpoints checkpoints) {
    this.players = players.copy();
    this.data = data;
    this.config = config;
    this.executor = executor;
    this.listener = listener;
    this.checkpoints = checkpoints;
  }

  /**
   * Runs the given phases in their order, or what is left of them after an interruption.
   *
   * @param phases which; a phase of 0 iterations is skipped
   * @return the trained players; all their numbers are finite
   * @throws DivergenceException if pretraining diverges at every try
   * @throws TrainingStoppedException if the checkpoints ask for it
   * @throws IllegalArgumentException if the checkpoint is of another training, or a value of it is
   *     impossible
   */
  public Players run(Set<Phase> phases) {
    plan = new TrainingPlan(config, phases, players.energy().tau() > 0);
    identity = new TrainingIdentity(config, phases, data);
    checkpoints.latest().ifPresent(this::resume);
    while (position < STAGES.length) {
      if (stage == null) {
        begin();
      }
      if (stage != null) {
        learn();
      }
      position++;
      iteration = 0;
      tries = 0;
      stage = null;
    }
    lastGood.take(this::state);
    keep();
    return players;
  }

  /**
   * How many iterations of the game were played.
   *
   * @return 0 before the game
   */
  public int gameIterations() {
    return gameIterations;
  }

  /**
   * How often a stage went back to its last good state.
   *
   * @return 0 for a training that never diverged
   */
  public int rollbacks() {
    return rollbacks;
  }

  /**
   * How long the training has run, interruptions not counted.
   *
   * @return seconds
   */
  public double seconds() {
    return history.seconds();
  }

  private StageKind kind() {
    return STAGES[position];
  }

  /** Iterations of the phase, over all its stages. */
  private int done() {
    return plan.before(kind()) + iteration;
  }

  private void begin() {
    if (plan.lacksDensity(kind())) {
      tell(kind().phase().label() + " skipped: with gcd.tau = 0 the energy has no density to fit");
    }
    openStage();
    lastGood.take(this::state);
  }

  /** A stage as it begins, or as it begins again at lower learning rates. */
  private void openStage() {
    stage = null;
    if (position < STAGES.length && plan.iterations(kind()) > 0) {
      double factor = StrictMath.pow(config.guard().rateFactor(), tries);
      stage = kind().open(players, data, kind().slower(config, factor), executor);
    }
  }

  private void learn() {
    int iterations = plan.iterations(kind());
    boolean going = true;
    listener.onReady(kind().phase());
    while (going && iteration < iterations) {
      stage.step(iteration);
      iteration++;
      listener.onIteration(kind().phase(), done(), plan.iterations(kind().phase()));
      going = goesWell() || rollBack();
      if (going) {
        keepIfDue();
      }
    }
    stage.remark().ifPresent(this::tell);
    gameIterations = kind() == StageKind.GAME ? iteration : gameIterations;
    players = stage.finish();
  }

  /** Looks at the last iteration; logs it, and remembers a good state, when it is their turn. */
  private boolean goesWell() {
    Phase phase = kind().phase();
    boolean logged = done() % config.gcd().logEvery() == 0 || done() == plan.iterations(phase);
    if (!logged && iteration < plan.iterations(kind())) {
      return stage.isAlive();
    }
    Health health = stage.check(iteration);
    if (logged) {
      Map<String, Double> signals = stage.signals();
      history.add(phase, done(), signals);
      listener.onSignals(phase, done(), signals);
    }
    boolean well = stage.isAlive() && health != Health.BAD && FiniteCheck.passes(this::state);
    if (well && health == Health.GOOD) {
      lastGood.take(this::state);
    }
    return well;
  }

  /** Returns whether there is another try. */
  private boolean rollBack() {
    int reached = done();
    String finding = stage.finding();
    if (tries == config.guard().tries()) {
      giveUp(finding);
      return false;
    }
    tries++;
    rollbacks++;
    lastGood.restore(this::state);
    listener.onRestored(history);
    tell(
        "%s diverged at iteration %d (%s); back to iteration %d, with %s times %s (try %d of %d)"
            .formatted(
                kind().phase().label(),
                reached,
                finding,
                done(),
                kind().learningRates(),
                config.guard().rateFactor(),
                tries,
                config.guard().tries()));
    return true;
  }

  private void giveUp(String finding) {
    int reached = done();
    if (stage.giveUp()) {
      return;
    }
    lastGood.restore(this::state);
    if (kind() == StageKind.PRETRAINING && iteration == 0) {
      throw DivergenceException.of(Phase.PRETRAIN, reached, finding, tries, kind().learningRates());
    }
    listener.onRestored(history);
    tell(
        "%s diverged at iteration %d (%s) at every try; keeping what it had learned by iteration %d"
            .formatted(kind().phase().label(), reached, finding, done()));
  }

  private void tell(String message) {
    history.add(message);
    listener.onMessage(message);
  }

  private void keepIfDue() {
    boolean stopping = checkpoints.isStopping();
    if (stopping || checkpoints.isDue()) {
      keep();
    }
    if (stopping) {
      throw new TrainingStoppedException(kind().phase(), done());
    }
  }

  private void keep() {
    everything.take(this::everything);
    checkpoints.save(everything);
  }

  private void resume(Snapshot checkpoint) {
    try {
      checkpoint.restore(this::everything);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(checkpoints.name() + ": " + e.getMessage(), e);
    }
    listener.onRestored(history);
  }

  /** All that an interrupted training must know. */
  private void everything(StateVisitor visitor) {
    visitor.part("training", identity);
    tries = visitor.count("tries", tries);
    rollbacks = visitor.count("rollbacks", rollbacks);
    visitor.part("now", this::state);
    // The last good state is one of the same stage: it has the same structure.
    visitor.afterRestoring(() -> lastGood.take(this::state));
    visitor.part("good", lastGood);
    visitor.afterRestoring(this::requireSameStage);
    visitor.part("history", history);
  }

  private void requireSameStage() {
    if (!lastGood.texts().get(POSITION).equals(Integer.toString(position))) {
      throw new IllegalArgumentException(
          "the last good state is of stage %s: expected %d"
              .formatted(lastGood.texts().get(POSITION), position));
    }
  }

  private int iterationsOfStage() {
    return position < STAGES.length ? plan.iterations(kind()) : 0;
  }

  /** What a stage changes, and what is needed to open it. */
  private void state(StateVisitor visitor) {
    position = (int) visitor.count(POSITION, position, STAGES.length);
    iteration = (int) visitor.count("iteration", iteration, iterationsOfStage());
    gameIterations = visitor.count("game-iterations", gameIterations);
    history.keepRows(visitor.count("rows", history.rowCount()));
    boolean learned = visitor.flag("learned-noising", players.noising().network() != null);
    boolean pretrained = visitor.flag("pretrained", players.pretrained().isPresent());
    visitor.afterRestoring(() -> players = withParts(learned, pretrained));
    visitor.part("players", players);
    if (learned) {
      visitor.part("noising", players.noising().network());
    }
    players.pretrained().ifPresent(sampler -> visitor.part("pretrained", sampler));
    visitor.afterRestoring(this::openStage);
    if (stage != null) {
      visitor.part("stage", stage);
    }
  }

  /** Players to be restored; what is shared with others is replaced, as it will be changed. */
  private Players withParts(boolean learnedNoising, boolean pretrained) {
    DiffusionSampler sampler = players.sampler();
    boolean missing = learnedNoising && players.noising().network() == null;
    return new Players(
        sampler,
        players.energy(),
        players.value(),
        missing ? PlayersFactory.learnedNoising(sampler, config) : players.noising(),
        pretrained ? Optional.of(sampler.copy()) : Optional.empty());
  }
}
