package org.duetml.app;

import java.io.IOException;
import java.util.Set;
import org.duetml.app.screen.Progress;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingStoppedException;

/** What {@code duet train} does once it is planned: it trains, measures and fills a folder. */
public interface TrainingJob {

  /**
   * What the data are called, for the name of the folder.
   *
   * @return of letters, digits, _ and -
   */
  String name();

  /**
   * Decides the run.
   *
   * @return settled: a repeat with it gives the same bits
   */
  DuetConfig config();

  /**
   * What runs.
   *
   * @return some of them, or all
   */
  Set<Phase> phases();

  /**
   * Tells data apart, so that no run goes on with other data than it began with.
   *
   * @return the same for the same data
   */
  String fingerprint();

  /**
   * Does it all, or what is left of it after an interruption. What is written can be used even if a
   * later step fails.
   *
   * @param directory where to write
   * @param progress watches
   * @param checkpoints keep the training
   * @param interruption is heard while the job trains
   * @return the result, for people
   * @throws TrainingStoppedException if the checkpoints ask the training to stop
   * @throws IOException if something cannot be written
   */
  String execute(
      RunDirectory directory, Progress progress, Checkpoints checkpoints, Interruption interruption)
      throws IOException;

  /**
   * What to try afterwards: lines in which %1$s is the folder and %2$s the command.
   *
   * @return a format
   */
  String next();
}
