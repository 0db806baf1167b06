package org.duetml.app.anomaly;

/** What is compared: the scorer of the product and baselines. */
public enum Detector {
  /** {@link org.duetml.anomaly.AnomalyScorer}. */
  ENERGY("energy", "Duet"),
  /** Mean distance to the 5 nearest training rows. */
  KNN("knn5", "kNN 5"),
  /** Distance to the nearest training row. */
  NEAREST("1nn", "1-NN"),
  /** Isolation forest. */
  FOREST("forest", "forest"),
  /** The scorer refined against {@link NegativeKind#NOISE}. */
  NOISE("noise", "noise"),
  /** The scorer refined against {@link NegativeKind#SAMPLER}. */
  SAMPLER("sampler", "sampler"),
  /** The scorer refined against {@link NegativeKind#GAME}. */
  GAME("game", "game");

  private final String key;
  private final String title;

  Detector(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** The name of its area under the ROC curve among figures. */
  String auroc() {
    return "auroc_" + key;
  }

  /** The name of its average precision among figures. */
  String precision() {
    return "aucpr_" + key;
  }

  /** The name of the time that fitting and scoring took among figures. */
  String seconds() {
    return "seconds_" + key;
  }
}
