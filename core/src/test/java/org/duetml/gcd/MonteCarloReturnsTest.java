package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
