package org.duetml.app.bench;

import java.util.Locale;

/** What can be measured, in the order in which it is. */
public enum BenchPart {
  /** Training steps, as a fraction of the machine's peak. */
  STEPS(
      "training steps: three hidden layers, forward, backward, Adam; peak: multiply-adds on"
          + " registers"),
  /** Whole iterations of the game. */
  GAME("whole iterations of the game, defaults of 8 Gaussians"),
  /** Sampling and scoring. */
  RATES("rows per second"),
  /** From the start of a process to the first iteration. */
  START("from the start of Java to the end of the game's first iteration"),
  /** How the cost grows with batch, T, rows and width, on one thread. */
  COST("how the time grows, one thread");

  private final String title;

  BenchPart(String title) {
    this.title = title;
  }

  /**
   * What users and programs call it.
   *
   * @return in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What it says above its table.
   *
   * @return a line
   */
  public String title() {
    return title;
  }
}
