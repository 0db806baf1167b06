package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.config.DuetConfig.RunningCost;
import org.junit.jupiter.api.Test;

/** Advantages without a value network. */
class MonteCarloReturnsTest {
  private final GameFixture game = new GameFixture(RunningCost.NOISING);

  /** The lambda-return with lambda 1 uses no value. */
  @Test
  void theAdvantageIsMinusTheReturnThatAValueStepWouldRegressOn() {
    ValueStep values = game.valueStep(1);
    MonteCarloReturns returns = new MonteCarloReturns(game.costs, STEPS, BATCH);
    returns.update(game.rollout, game.terminal, 0);
    for (int row = 0; row < STEPS * BATCH; row++) {
      assertEquals(-values.lambdaReturn(row), returns.advantage(row), 1e-12);
    }
  }

  @Test
  void theReturnIsTheSumOfTheCostsToCome() {
    MonteCarloReturns returns = new MonteCarloReturns(game.costs, STEPS, BATCH);
    returns.update(game.rollout, game.terminal, 0);
    int trajectory = 5;
    double sum = game.terminal.cost(trajectory);
    for (int t = 1; t < STEPS; t++) {
      sum += game.costs.cost(game.rollout, t, trajectory);
    }
    assertEquals(-sum, returns.advantage(BATCH + trajectory), 1e-12);
  }

  /** The scale of the velocity cost is that of the same rollout. */
  @Test
  void costsAreThoseOfTheRolloutAtHand() {
    GameFixture moving = new GameFixture(RunningCost.VELOCITY);
    MonteCarloReturns returns = new MonteCarloReturns(moving.costs, STEPS, BATCH);
    returns.update(moving.rollout, moving.terminal, 0);
    ReferenceCost reference = ReferenceCost.of(RunningCost.VELOCITY, moving);
    double[][] x = moving.states();
    int last = (STEPS - 1) * BATCH;
    for (int i = 0; i < BATCH; i++) {
      double added = reference.added(x[last + i], x[last + BATCH + i], STEPS - 1);
      double entropy = moving.sampler.entropy(STEPS - 1);
      double expected = added - GameFixture.TAU * entropy + moving.terminal.cost(i);
      assertEquals(-expected, returns.advantage(last + i), 1e-5 * (1 + Math.abs(expected)));
    }
    assertTrue(returns.isFinite(), "nothing is learned that could be lost");
  }
}
