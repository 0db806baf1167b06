package org.duetml.app;

import org.duetml.app.screen.ExperimentProgress;
import org.duetml.app.screen.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that runs cells. */
final class JobOptions {
  private static final int MOST_JOBS = 1024;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Cells at a time, each on one thread. Default: as many as there are cores.")
  private Integer jobs;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; failures and tables stay.")
  private boolean quiet;

  /**
   * How many cells run at a time.
   *
   * @throws UsageException if the user's number is impossible
   */
  int workers() {
    if (jobs == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new UsageException("--jobs %d: expected 1 to %d".formatted(jobs, MOST_JOBS));
    }
    return jobs;
  }

  /** Shows how it goes, on the error stream. */
  ExperimentProgress progress() {
    Terminal terminal = Terminal.detect();
    return new ExperimentProgress(
        command.commandLine().getErr(),
        terminal.style(quiet),
        terminal.columns(),
        System::nanoTime);
  }
}
