package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duetml.ShortTraining;
import org.duetml.config.DuetConfig;
import org.duetml.data.GaussianMixture;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is interrupted and resumed ends with the bits of one that never was. */
class ResumeTest {
  private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);

  private final StandardizedData data =
      new StandardizedData(
          GaussianMixture.even("two", new double[][] {{1}, {-1}}, 0.4),
          Standardization.identity(1));

  private static DuetConfig config(String... changes) {
    return ShortTraining.ofStandardized(4, 20, 5, changes);
  }

  /** What a training leaves. */
  private static final class Run implements TrainingListener {
    private final List<String> rows = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final Snapshot players = new Snapshot();
    private int iterations;
    private int rollbacks;
    private int calls;

    private void train(
        DuetConfig config, StandardizedData data, int threads, Checkpoints checkpoints) {
      try (ShardExecutor executor = new ShardExecutor(threads)) {
        Players start = PlayersFactory.create(1, config);
        DuetTrainer trainer = new DuetTrainer(start, data, config, executor, this, checkpoints);
        Players trained = trainer.run(ALL);
        players.take(
            visitor -> {
              visitor.part("players", trained);
              trained.pretrained().ifPresent(sampler -> visitor.part("pretrained", sampler));
              if (trained.noising().network() != null) {
                visitor.part("noising", trained.noising().network());
              }
            });
        iterations = trainer.gameIterations();
        rollbacks = trainer.rollbacks();
      }
    }

    @Override
    public void onRestored(TrainingHistory history) {
      rows.clear();
      history.rows().forEach(row -> onSignals(row.phase(), row.iteration(), row.signals()));
      messages.clear();
      messages.addAll(history.messages());
    }

    @Override
    public void onIteration(Phase phase, int iteration, int count) {
      calls++;
    }

    @Override
    public void onSignals(Phase phase, int iteration, Map<String, Double> signals) {
      rows.add(phase + " " + iteration + " " + signals);
    }

    @Override
    public void onMessage(String message) {
      messages.add(message);
    }
  }

  private Run uninterrupted(DuetConfig config) {
    Run run = new Run();
    run.train(config, data, 1, Checkpoints.NONE);
    return run;
  }

  /** Every time by a new trainer, and on one and two threads in turn. */
  private Run interrupted(DuetConfig config, int everyIterations) {
    MemoryCheckpoints checkpoints = new MemoryCheckpoints();
    for (int part = 0; ; part++) {
      Run run = new Run();
      try {
        run.train(config, data, 1 + part % 2, checkpoints.stopAfter(everyIterations));
        assertTrue(part > 1, "it was interrupted");
        return run;
      } catch (TrainingStoppedException _) {
        assertTrue(part < 100, "it makes progress");
      }
    }
  }

  private static void assertSame(Run expected, Run actual) {
    assertEquals(expected.players.texts(), actual.players.texts());
    assertEquals(expected.players.arrays().keySet(), actual.players.arrays().keySet());
    expected
        .players
        .arrays()
        .forEach(
            (name, values) -> assertArrayEquals(values, actual.players.arrays().get(name), name));
    assertEquals(expected.rows, actual.rows);
    assertEquals(expected.messages, actual.messages);
    assertEquals(expected.iterations, actual.iterations);
    assertEquals(expected.rollbacks, actual.rollbacks);
  }

  /** After every single iteration, and so also at every boundary of stages and phases. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcd.lambda=0.7 gcd.target-ema=0.9 gcd.running-cost=velocity",
        "gcd.sampler-step=ppo gcd.lambda=0.5 ppo.minibatches=2",
        "gcd.sampler-step=policy-gradient pretrain.iterations=0 gcd.log-every=1",
        "gcd.tau=0 gcd.decay=cosine"
      })
  void anInterruptionNeverShows(String changes) {
    DuetConfig config = config(changes.split(" "));
    assertSame(uninterrupted(config), interrupted(config, 1));
  }

  @Test
  void anInterruptionOfATrainingThatIsRolledBackNeverShows() {
    DuetConfig config =
        config("gcd.iterations=12", "gcd.log-every=1", "gcd.sampler-learning-rate=10");
    Run expected = uninterrupted(config);
    assertTrue(expected.rollbacks > 0, "the game diverges");
    List<String> iterations =
        expected.rows.stream().map(row -> row.substring(0, row.indexOf(" {"))).toList();
    assertEquals(Set.copyOf(iterations).size(), iterations.size(), "none is told twice");
    assertSame(expected, interrupted(config, 4));
  }

  @Test
  void aFinishedTrainingIsGivenBack() {
    DuetConfig config = config();
    MemoryCheckpoints checkpoints = new MemoryCheckpoints();
    Run first = new Run();
    first.train(config, data, 1, checkpoints);
    Run again = new Run();
    again.train(config, data, 1, checkpoints);
    assertSame(first, again);
    assertEquals(0, again.calls, "nothing is learned again");
  }

  /** Logged are every second iteration and the last of a phase, which that of the energy is not. */
  @Test
  void theEndOfAStageIsAGoodState() {
    MemoryCheckpoints checkpoints = new MemoryCheckpoints().stopAfter(5 + 5);
    assertThrows(
        TrainingStoppedException.class, () -> new Run().train(config(), data, 1, checkpoints));
    Map<String, String> texts = checkpoints.latest().orElseThrow().texts();
    assertEquals("5", texts.get("now.iteration"));
    assertEquals("5", texts.get("good.iteration"));
  }

  @Test
  void stateIsKeptWhenItIsDueAndAtTheEnd() {
    int[] asked = {0};
    int[] saved = {0};
    Checkpoints everySeventh =
        new Checkpoints() {
          @Override
          public Optional<Snapshot> latest() {
            return Optional.empty();
          }

          @Override
          public boolean isDue() {
            return ++asked[0] % 7 == 0;
          }

          @Override
          public void save(Snapshot state) {
            saved[0]++;
          }
        };
    Run run = new Run();
    run.train(config(), data, 1, everySeventh);
    assertEquals(run.calls, asked[0]);
    assertEquals(run.calls / 7 + 1, saved[0]);
  }

  @Test
  void anotherTrainingCannotGoOnFromACheckpoint() {
    MemoryCheckpoints checkpoints = new MemoryCheckpoints().stopAfter(6);
    assertThrows(
        TrainingStoppedException.class, () -> new Run().train(config(), data, 1, checkpoints));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Run().train(config("gcd.tau=0.2"), data, 1, checkpoints))
            .getMessage();
    assertEquals(
        "the checkpoint: is of another training, its gcd.tau is 0.05; expected 0.2", message);
    StandardizedData others =
        new StandardizedData(data.source(), Standardization.of(new double[1], new double[] {2}));
    assertThrows(
        IllegalArgumentException.class, () -> new Run().train(config(), others, 1, checkpoints));
  }

  /** A last good state of another stage could not be gone back to. */
  @Test
  void aCheckpointOfTwoStagesIsRefused() {
    MemoryCheckpoints checkpoints = new MemoryCheckpoints().stopAfter(6);
    assertThrows(
        TrainingStoppedException.class, () -> new Run().train(config(), data, 1, checkpoints));
    Snapshot kept = checkpoints.latest().orElseThrow();
    Map<String, String> texts = new HashMap<>(kept.texts());
    assertEquals("1", texts.put("good.position", "2"));
    checkpoints.save(new Snapshot(kept.arrays(), texts));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Run().train(config(), data, 1, checkpoints))
            .getMessage();
    assertEquals("the checkpoint: the last good state is of stage 2: expected 1", message);
  }

  /** Neither how often state is kept nor how many threads work decides a bit. */
  @Test
  void whatHasNoEffectMayChange() {
    MemoryCheckpoints checkpoints = new MemoryCheckpoints().stopAfter(6);
    assertThrows(
        TrainingStoppedException.class, () -> new Run().train(config(), data, 1, checkpoints));
    Run resumed = new Run();
    resumed.train(config("threads=3", "checkpoint.every=5"), data, 3, checkpoints);
    assertSame(uninterrupted(config()), resumed);
  }
}
