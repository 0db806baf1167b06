package org.duetml.gcd;

import java.util.Locale;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.SampleDraw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.SlicedWasserstein;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Watches whether the game makes the sampler better or worse (algorithm section 10, "Alarm"), keeps
 * the best players and ends a game that has turned bad.
 *
 * <p>The measure is a small sliced Wasserstein-2 distance, in the data's units. All checks share
 * the same reference rows and the same noise, so that they can be compared although few rows are
 * used.
 */
final class GameGuard implements Stateful {
  private static final int ROWS = 20_000;
  private static final int DIRECTIONS = 100;

  /** A game is bad when its sampler is this much farther from the data than what it began with. */
  private static final double BAD = 1.5;

  /** So many bad checks in a row end the game: one may be a passing swing. */
  private static final int PATIENCE = 3;

  private final StandardizedData data;
  private final ShardExecutor executor;
  private final RandomStream noise;
  private final Matrix reference;
  private final SlicedWasserstein metric = new SlicedWasserstein(2, DIRECTIONS);
  private double start;
  private final double floor;
  private Players best;
  private double bestDistance;
  private int bestIteration;
  private double distance;
  private int badChecks;

  /**
   * Measures what the game begins with.
   *
   * @param players copied
   * @param data standardised rows
   * @param seed decides reference rows and noise
   * @param executor shares the work
   */
  GameGuard(Players players, StandardizedData data, long seed, ShardExecutor executor) {
    this.data = data;
    this.executor = executor;
    noise = RandomStream.of(seed, "guard.noise");
    RandomStream draws = RandomStream.of(seed, "guard.data");
    reference = data.source().sample(draws, 0, ROWS, executor);
    floor = metric.between(reference, data.source().sample(draws, 1, ROWS, executor), executor);
    best = players.copy();
    start = measure(players.sampler());
    bestDistance = start;
    distance = start;
  }

  private double measure(DiffusionSampler sampler) {
    Matrix samples = SampleDraw.of(sampler, 0, ROWS, noise, executor);
    if (!isFinite(samples)) {
      return Double.NaN;
    }
    data.standardization().invert(samples);
    return metric.between(reference, samples, executor);
  }

  private static boolean isFinite(Matrix samples) {
    for (float value : samples.values()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Measures the players as they stand.
   *
   * @param players copied if they are the best so far
   * @param iteration how many iterations were played
   * @return whether the game should go on
   */
  boolean check(Players players, int iteration) {
    distance = measure(players.sampler());
    if (distance < bestDistance) {
      best = players.copy();
      bestDistance = distance;
      bestIteration = iteration;
    }
    // A game from scratch begins with noise: nothing it does can be called worse.
    boolean bad =
        Double.isNaN(distance) || players.pretrained().isPresent() && distance > BAD * start;
    badChecks = bad ? badChecks + 1 : 0;
    return badChecks < PATIENCE;
  }

  /** All but the reference rows, which are drawn again. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("best", best);
    start = visitor.number("start", start);
    bestDistance = visitor.number("best-distance", bestDistance);
    bestIteration = visitor.count("best-iteration", bestIteration);
    distance = visitor.number("distance", distance);
    badChecks = visitor.count("bad-checks", badChecks);
  }

  /** Whether the last check was not bad. */
  boolean isSatisfied() {
    return badChecks == 0;
  }

  /** What a bad check found, for messages. */
  String finding() {
    return String.format(
        Locale.ROOT, "sliced Wasserstein %.4f; it began with %.4f", distance, start);
  }

  /** The game is lost between two checks: earlier players must be taken. */
  void condemn() {
    if (!prefersEarlier()) {
      distance = Double.NaN;
    }
  }

  /** The distance of the last check. */
  double distance() {
    return distance;
  }

  /**
   * Whether earlier players should be taken instead of the last ones: if those are worse by more
   * than what data and fresh data differ, which is the noise of a check.
   */
  boolean prefersEarlier() {
    return !(distance <= bestDistance + floor);
  }

  /** The players with the smallest distance. */
  Players best() {
    return best;
  }

  /** One line for users that says what is kept. */
  String explanation(int iteration) {
    return String.format(
        Locale.ROOT,
        "the game turned bad: sliced Wasserstein %.4f after %d iterations; keeping the players of"
            + " iteration %d (%.4f; it began with %.4f)",
        distance,
        iteration,
        bestIteration,
        bestDistance,
        start);
  }
}
