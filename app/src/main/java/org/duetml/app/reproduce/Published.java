package org.duetml.app.reproduce;

import java.util.HashMap;
import java.util.Map;
import org.duetml.app.reproduce.ScheduleSearch.Method;
import org.duetml.config.DuetConfig.SamplerStep;

/**
 * The figures of DxMI (arXiv 2407.00626), table 1, by the label of our cell: 8 Gaussians, sliced
 * Wasserstein-2 of 10,000 samples, AUROC of the energy between data and a uniform law.
 */
final class Published {
  private static final String NONE = "-";
  private static final Map<String, String> DISTANCES = new HashMap<>();
  private static final Map<String, String> AUROCS = new HashMap<>();

  static {
    diffusion(5, "0.967");
    diffusion(10, "0.824");
    diffusion(100, "0.241");
    diffusion(1000, "0.123");
    GameCase game = GameCase.of(SamplerStep.VALUE_GRADIENT);
    game(game.withTau(0), "0.074", "0.707");
    game(game.withTau(0.01), "0.074", "0.751");
    game(game.withTau(0.1), "0.068", "0.898");
    game(game.withTau(1), "1.030", "0.842");
    game(game.withTau(0.1).fromScratch(), "0.076", "0.883");
  }

  private Published() {}

  private static void diffusion(int steps, String distance) {
    DISTANCES.put(new DiffusionCase(Method.DDPM, steps, false).label(), distance);
  }

  private static void game(GameCase game, String distance, String auroc) {
    DISTANCES.put(game.label(), distance);
    AUROCS.put(game.label(), auroc);
  }

  static String distance(String label) {
    return DISTANCES.getOrDefault(label, NONE);
  }

  static String auroc(String label) {
    return AUROCS.getOrDefault(label, NONE);
  }
}
