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
  private static final String DATA = "8gaussians";
  private static final String NONE = "-";

  private final Map<String, String> distances = new HashMap<>();
  private final Map<String, String> aurocs = new HashMap<>();

  private Published() {}

  /** What was published of the data; nothing but of 8 Gaussians. */
  static Published of(String data) {
    Published published = new Published();
    if (data.equals(DATA)) {
      published.addAll();
    }
    return published;
  }

  private void addAll() {
    addDiffusion(5, "0.967");
    addDiffusion(10, "0.824");
    addDiffusion(100, "0.241");
    addDiffusion(1000, "0.123");
    GameCase game = GameCase.of(SamplerStep.VALUE_GRADIENT);
    addGame(game.withTau(0), "0.074", "0.707");
    addGame(game.withTau(0.01), "0.074", "0.751");
    addGame(game.withTau(0.1), "0.068", "0.898");
    addGame(game.withTau(1), "1.030", "0.842");
    addGame(game.withTau(0.1).fromScratch(), "0.076", "0.883");
  }

  private void addDiffusion(int steps, String distance) {
    distances.put(new DiffusionCase(Method.DDPM, steps, false).label(), distance);
  }

  private void addGame(GameCase game, String distance, String auroc) {
    distances.put(game.label(), distance);
    aurocs.put(game.label(), auroc);
  }

  String distance(String label) {
    return distances.getOrDefault(label, NONE);
  }

  String auroc(String label) {
    return aurocs.getOrDefault(label, NONE);
  }
}
