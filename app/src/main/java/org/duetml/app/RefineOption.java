package org.duetml.app;

import org.duetml.model.DuetModel;
import picocli.CommandLine.Option;

/** The option {@code --refine} of the commands that draw samples. */
final class RefineOption {
  @Option(
      names = "--refine",
      paramLabel = "K",
      description = "Let every sample take K Metropolis-adjusted Langevin steps on the energy.")
  private Integer steps;

  boolean isWanted() {
    return steps != null;
  }

  /** K; only if it is wanted. */
  int steps() {
    return steps;
  }

  /** Refuses, before any work is done, what cannot be. */
  void requireUsable(DuetModel model) {
    if (isWanted() && steps < 1) {
      throw new UsageException("--refine %d: expected at least 1 step".formatted(steps));
    }
    if (isWanted() && model.config().gcd().tau() == 0) {
      throw new UsageException(
          "--refine %d: the model was trained with gcd.tau = 0, so that its energy has no density;"
                  .formatted(steps)
              + " leave the option out or train with gcd.tau above 0");
    }
  }
}
