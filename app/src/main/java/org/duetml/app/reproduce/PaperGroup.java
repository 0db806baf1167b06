package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.duetml.app.reproduce.ScheduleSearch.Method;
import org.duetml.config.DuetConfig.SamplerStep;

/** The parts of the reproduction: what a table shows. */
public enum PaperGroup {
  /** GCD with 5 steps beside the best diffusion models of as many and of 1000 steps. */
  MANY_STEPS,
  /** Diffusion models without a game, at 5 to 1000 steps. */
  DIFFUSION,
  /** GCD with 5 steps, by temperature, pretrained and from scratch. */
  TAU,
  /** GCD with 5 steps, with and without a value network. */
  VALUE_NETWORK,
  /** GCD by number of steps. */
  STEPS;

  private static final List<Double> TEMPERATURES = List.of(0.0, 0.01, 0.05, 0.1, 1.0);
  private static final List<Integer> GAME_STEPS = List.of(2, 3, 5, 10);
  private static final List<Integer> DIFFUSION_STEPS = List.of(5, 10, 100, 1000);
  private static final List<SamplerStep> PLAYED =
      List.of(SamplerStep.VALUE_GRADIENT, SamplerStep.PPO);

  /**
   * The name users write.
   *
   * @return for example {@code value-network}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The games of this part. */
  List<GameCase> games() {
    return switch (this) {
      case MANY_STEPS -> PLAYED.stream().map(GameCase::of).toList();
      case DIFFUSION -> List.of();
      case TAU -> byTemperature();
      case VALUE_NETWORK -> Arrays.stream(SamplerStep.values()).map(GameCase::of).toList();
      case STEPS -> bySteps();
    };
  }

  private static List<GameCase> byTemperature() {
    List<GameCase> games = new ArrayList<>();
    for (SamplerStep step : PLAYED) {
      TEMPERATURES.forEach(tau -> games.add(GameCase.of(step).withTau(tau)));
      TEMPERATURES.forEach(tau -> games.add(GameCase.of(step).withTau(tau).fromScratch()));
    }
    return games;
  }

  private static List<GameCase> bySteps() {
    List<GameCase> games = new ArrayList<>();
    for (SamplerStep step : PLAYED) {
      GAME_STEPS.forEach(steps -> games.add(GameCase.of(step).withSteps(steps)));
    }
    return games;
  }

  /** The numbers of steps whose pretrained samplers stand beside the games, or are all there is. */
  List<Integer> pretrainedSteps() {
    return switch (this) {
      case DIFFUSION -> List.of(5, 10);
      case MANY_STEPS, TAU, VALUE_NETWORK -> List.of(GameCase.PAPER_STEPS);
      case STEPS -> GAME_STEPS;
    };
  }

  /** The diffusion models of this part. */
  List<DiffusionCase> diffusions() {
    if (this == MANY_STEPS) {
      return List.of(
          new DiffusionCase(Method.DDPM, GameCase.PAPER_STEPS, true),
          new DiffusionCase(Method.DDPM, DiffusionCase.MANY_STEPS, true));
    }
    List<DiffusionCase> cases = new ArrayList<>();
    if (this == DIFFUSION) {
      for (Method method : Method.values()) {
        DIFFUSION_STEPS.forEach(steps -> cases.add(new DiffusionCase(method, steps, false)));
        DIFFUSION_STEPS.forEach(steps -> cases.add(new DiffusionCase(method, steps, true)));
      }
    }
    return cases;
  }
}
