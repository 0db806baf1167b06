package org.duetml.tabular.model;

/**
 * What a training is expected to take, in seconds.
 *
 * @param iterations all iterations of all phases
 * @param fixed what does not depend on how many there are, log Z aside
 * @param perDraw a trajectory for log Z
 * @param annealing log Z by annealing, where trajectories are not reliable
 */
record TrainingCost(double iterations, double fixed, double perDraw, double annealing) {
  /** The estimate of log Z; nothing without draws. */
  double logNormalizer(int draws) {
    return draws == 0 ? 0 : draws * perDraw + annealing;
  }
}
