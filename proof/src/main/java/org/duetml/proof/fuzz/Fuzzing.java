package org.duetml.proof.fuzz;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets a target read one hostile file after another. A file that brings an outcome nobody saw
 * before becomes a seed, so that changes add up. The same seed and number of executions give the
 * same files.
 */
public final class Fuzzing {
  /**
   * What came of it.
   *
   * @param target its name
   * @param executions files that it read or refused
   * @param seconds of wall time
   * @param outcomes how many files by outcome: {@code read}, or the kind and place of a refusal
   * @param crashes a line for every failure: what happened, and the file in Base64
   */
  public record Result(
      String target,
      long executions,
      double seconds,
      Map<String, Long> outcomes,
      List<String> crashes) {}

  private static final int MOST_CRASHES = 20;

  private final FuzzTarget target;
  private final Dice dice;
  private final Mutator mutator;
  private final List<byte[]> corpus;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<String> crashes = new ArrayList<>();

  private Fuzzing(FuzzTarget target, long seed) {
    this.target = target;
    dice = new Dice(seed, target.name());
    mutator = new Mutator(dice);
    corpus = new ArrayList<>(target.seeds());
  }

  /**
   * Runs a target.
   *
   * @param target a reader
   * @param executions how many files, at least 1
   * @param seed decides the files
   * @return what came of it; it ends early after 20 crashes
   */
  public static Result run(FuzzTarget target, long executions, long seed) {
    return new Fuzzing(target, seed).run(executions);
  }

  private Result run(long executions) {
    long begun = System.nanoTime();
    target.seeds().forEach(file -> execute(file, false));
    long done = 0;
    while (done < executions && crashes.size() < MOST_CRASHES) {
      dice.begin(done);
      execute(mutator.mutate(any(), any()), true);
      done++;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Result(target.name(), done, seconds, outcomes, crashes);
  }

  private byte[] any() {
    return corpus.get(dice.below(corpus.size()));
  }

  private void execute(byte[] file, boolean mutated) {
    try {
      String outcome = Judge.outcome(target, file);
      if (outcomes.merge(outcome, 1L, Long::sum) == 1 && mutated) {
        corpus.add(file);
      }
    } catch (AssertionError e) {
      crashes.add(e.getMessage() + ", file " + Base64.getEncoder().encodeToString(file));
    }
  }
}
