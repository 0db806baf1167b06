package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.duetml.data.GaussianMixture;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** Samplers of one step, whose samples are Gaussian, against data of N(5, 2^2). */
class GameGuardTest {
  private static final double MEAN = 5;
  private static final double DEVIATION = 2;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(1, 0.5, 3);
  private final StandardizedData data =
      new StandardizedData(
          GaussianMixture.even("gaussian", new double[][] {{MEAN}}, DEVIATION),
          Standardization.of(new double[] {MEAN}, new double[] {DEVIATION}));

  /** Standardised samples of {@code N(shift, sigma^2)}: 0 and 1 are perfect. */
  private Players players(double shift, double sigma, boolean pretrained) {
    DiffusionSampler sampler =
        GaussianGame.linear(schedule, new double[1], new double[] {shift}, new double[] {sigma}, 1);
    return new Players(
        sampler,
        GaussianGame.harmonic(1, 1, 1, 1),
        GaussianGame.value(1, 1, 1),
        NoisingKernel.ddpm(schedule),
        pretrained ? Optional.of(sampler) : Optional.empty());
  }

  private GameGuard guard(Players start) {
    return new GameGuard(start, data, 3, executor);
  }

  /** Between two Gaussians in one dimension it is the root of squared shift and spread. */
  @Test
  void measuresTheDistanceInTheUnitsOfTheData() {
    GameGuard guard = guard(players(1, 1, true));
    assertEquals(1 * DEVIATION, guard.distance(), 0.05 * DEVIATION);
    guard.check(players(0.3, 1.4, true), 1);
    assertEquals(0.5 * DEVIATION, guard.distance(), 0.05 * DEVIATION);
  }

  @Test
  void keepsTheBestPlayers() {
    GameGuard guard = guard(players(0.5, 1, true));
    Players best = players(0.1, 1, true);
    assertTrue(guard.check(players(0.3, 1, true), 100));
    assertTrue(guard.check(best, 200));
    assertTrue(guard.check(players(0.4, 1, true), 300));
    assertTrue(guard.prefersEarlier());
    assertSameNetwork(best, guard.best());
    String text = guard.explanation(300);
    assertTrue(text.contains("after 300 iterations; keeping the players of iteration 200"), text);
    // A copy: what the game does to its players afterwards must not show.
    best.sampler().setSigma(0, 9);
    assertEquals(1, guard.best().sampler().sigma(0), 1e-6);
  }

  private static void assertSameNetwork(Players expected, Players actual) {
    assertArrayEquals(
        expected.sampler().predictor().network().tensors().get("hidden.0.shift").values(),
        actual.sampler().predictor().network().tensors().get("hidden.0.shift").values());
  }

  @Test
  void keepsTheLastPlayersWithinTheNoiseOfTheChecks() {
    GameGuard guard = guard(players(0.5, 1, true));
    guard.check(players(0.005, 1, true), 100);
    guard.check(players(-0.007, 1, true), 200);
    assertFalse(guard.prefersEarlier());
  }

  @Test
  void endsAGameThatStaysBad() {
    Players bad = players(1.2, 1, true);
    Players good = players(0.6, 1, true);
    GameGuard guard = guard(players(0.5, 1, true));
    assertTrue(guard.check(bad, 1));
    assertTrue(guard.check(bad, 2));
    assertTrue(guard.check(good, 3), "a passing swing");
    assertTrue(guard.check(bad, 4));
    assertTrue(guard.check(bad, 5));
    assertFalse(guard.check(bad, 6));
    assertTrue(guard.prefersEarlier());
  }

  /** Whatever the last check found, unless it was for earlier players anyway. */
  @Test
  void aCondemnedGameIsNotPreferred() {
    GameGuard guard = guard(players(0.5, 1, true));
    guard.check(players(0.1, 1, true), 100);
    assertFalse(guard.prefersEarlier());
    guard.condemn();
    assertTrue(guard.prefersEarlier());
    assertTrue(Double.isNaN(guard.distance()));

    guard.check(players(0.4, 1, true), 200);
    double found = guard.distance();
    guard.condemn();
    assertTrue(guard.prefersEarlier());
    assertEquals(found, guard.distance());
  }

  @Test
  void theFindingNamesTheDistanceAndTheFirst() {
    GameGuard guard = guard(players(1, 1, true));
    double start = guard.distance();
    guard.check(players(2, 1, true), 100);
    assertFalse(guard.isSatisfied());
    assertEquals(
        String.format(
            Locale.ROOT, "sliced Wasserstein %.4f; it began with %.4f", guard.distance(), start),
        guard.finding());
    guard.check(players(1, 1, true), 200);
    assertTrue(guard.isSatisfied());
  }

  @Test
  void aGameFromScratchCanOnlyFailByNumbersThatAreNone() {
    GameGuard guard = guard(players(0.1, 1, false));
    for (int i = 1; i <= 6; i++) {
      assertTrue(guard.check(players(3, 1, false), i));
    }
    // No numbers, and after a good check infinite ones.
    for (float logSigma : new float[] {Float.NaN, 200}) {
      assertTrue(guard.check(players(3, 1, false), 7));
      Players broken = players(0.1, 1, false);
      broken.sampler().logSigma().value().set(0, 0, logSigma);
      assertTrue(guard.check(broken, 8));
      assertTrue(guard.check(broken, 9));
      assertFalse(guard.check(broken, 10));
      assertTrue(guard.prefersEarlier());
      assertEquals(1, guard.best().sampler().sigma(0), 1e-6);
    }
  }
}
