package org.duetml.app.experiment;

/** Is told how an experiment goes: one call at a time, from any thread. */
public interface ExperimentListener {
  /** Does nothing. */
  ExperimentListener NONE = new ExperimentListener() {};

  /**
   * It begins.
   *
   * @param alreadyDone cells that an earlier run has measured
   * @param total number of cells, these included
   */
  default void onStart(int alreadyDone, int total) {}

  /**
   * A cell begins.
   *
   * @param cell that is being measured now
   */
  default void onBegin(Cell cell) {}

  /**
   * A cell has ended.
   *
   * @param result figures or failure
   * @param done cells that have ended, failed ones included
   * @param total number of cells
   */
  default void onCell(CellResult result, int done, int total) {}
}
