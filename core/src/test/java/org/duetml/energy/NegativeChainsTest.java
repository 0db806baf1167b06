package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the chains of contrastive divergence start and how far they go. */
class NegativeChainsTest {
  private static final int BATCH = 400;
  private static final long SEED = 3;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final EnergyModel well = well();

  /** {@code E / tau = |x|^2 / (2 * 0.25)}. */
  private static EnergyModel well() {
    Mlp network = new Mlp(MlpShape.plain(1, 1, 4, 1, Activation.SILU), Initialization.HE, 1);
    network.scaleOutput(0);
    return new EnergyModel(network, 1, 0.1, 0.25);
  }

  private static LangevinMoves moves(int steps, double stepSize) {
    return new LangevinMoves(steps, stepSize, false);
  }

  private static Matrix constant(double value) {
    Matrix rows = new Matrix(BATCH, 1);
    for (int i = 0; i < BATCH; i++) {
      rows.set(i, 0, (float) value);
    }
    return rows;
  }

  private static double mean(Matrix rows) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += rows.get(i, 0);
    }
    return sum / rows.rows();
  }

  /** k steps from x0 have the mean {@code (1 - eps / (2 s^2))^k x0}, at every update. */
  @Test
  void dataChainsStartAtTheData() {
    int steps = 5;
    double stepSize = 0.02;
    DataChains chains = new DataChains(well, BATCH, moves(steps, stepSize), SEED);
    double contraction = Math.pow(1 - stepSize / 0.5, steps);
    Set<Float> seen = new HashSet<>();
    for (int iteration = 0; iteration < 3; iteration++) {
      Matrix data = constant(3);
      Matrix negatives = chains.advance(iteration, data, executor);
      double error = 5 * Math.sqrt(steps * stepSize / BATCH);
      assertEquals(3 * contraction, mean(negatives), error);
      assertEquals(3, mean(data));
      assertTrue(seen.add(negatives.get(0, 0)), "the same noise twice");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void persistentChainsGoOnWhereTheyWereLeft(boolean adjusted) {
    LangevinMoves moves = new LangevinMoves(4, 0.1, adjusted);
    PersistentChains chains = new PersistentChains(well, BATCH, 2, 0, moves, SEED);
    Matrix data = constant(3);
    Matrix starts = new Matrix(2 * BATCH, 1);
    RandomStream.of(SEED, "contrastive.starts").normals(0, starts, 0, 2 * BATCH);
    LangevinDynamics own = new LangevinDynamics(new EnergyTarget(well, BATCH), BATCH);
    own.states().copyRows(starts, 0, 0, BATCH);
    RandomStream stream = RandomStream.of(SEED, "contrastive.chains");
    for (int iteration = 0; iteration < 6; iteration++) {
      Matrix negatives = chains.advance(iteration, data, executor);
      // Every other update moves the other half of the buffer.
      if (iteration % 2 == 0) {
        if (adjusted) {
          own.adjusted(stream, 4L * iteration, 4, 0.1, executor);
        } else {
          own.unadjusted(stream, 4L * iteration, 4, 0.1, executor);
        }
        assertArrayEquals(own.states().values(), negatives.values());
      }
    }
  }

  /** With hardly a step, only those that start anew are elsewhere. */
  @Test
  void persistentChainsStartAnewAtTheirRate() {
    double rate = 0.3;
    double tiny = 1e-9;
    PersistentChains still = new PersistentChains(well, BATCH, 1, rate, moves(1, tiny), SEED);
    Matrix before = new Matrix(BATCH, 1);
    before.copyRows(still.advance(0, constant(3), executor), 0, 0, BATCH);
    Matrix after = still.advance(1, constant(3), executor);
    int moved = 0;
    for (int i = 0; i < BATCH; i++) {
      moved += Math.abs(after.get(i, 0) - before.get(i, 0)) > 1e-3 ? 1 : 0;
    }
    double error = 4 * Math.sqrt(rate * (1 - rate) * BATCH);
    assertEquals(rate * BATCH, moved, error);
  }

  /** Of a step so large that unadjusted chains would blow up. */
  @Test
  void adjustedMovesKeepTheDensity() {
    DataChains chains = new DataChains(well, BATCH, new LangevinMoves(200, 1.1, true), SEED);
    Matrix states = chains.advance(0, constant(0.5), executor);
    double squares = 0;
    for (int i = 0; i < BATCH; i++) {
      squares += states.get(i, 0) * states.get(i, 0) / BATCH;
    }
    assertEquals(0.25, squares, 0.25 * 5 * Math.sqrt(2.0 / BATCH));
  }

  @Test
  void impossibleMovesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LangevinMoves(0, 0.1, true));
    assertEquals(
        "1 Langevin steps of size 0.0: expected at least 1, of a size above 0",
        assertThrows(IllegalArgumentException.class, () -> new LangevinMoves(1, 0, true))
            .getMessage());
  }
}
