package org.duetml.app.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a cell: its figures or why it failed.
 *
 * @param experiment of the cell
 * @param label of the cell
 * @param seed of the cell
 * @param settings of the cell
 * @param figures by name: texts (String), whole numbers (Long) and numbers (Double); empty if it
 *     failed
 * @param failure one line; absent if it did not fail
 * @param seconds it took
 */
public record CellResult(
    String experiment,
    String label,
    long seed,
    Map<String, String> settings,
    Map<String, Object> figures,
    Optional<String> failure,
    double seconds) {
  /** Copies the maps and refuses figures of a failure. */
  public CellResult {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    if (failure.isPresent() && !figures.isEmpty()) {
      throw new IllegalArgumentException("a cell that failed has no figures");
    }
  }

  /**
   * What a cell measured.
   *
   * @param cell that was run
   * @param figures what it measured
   * @param seconds it took
   * @return the result
   */
  public static CellResult measured(Cell cell, Map<String, Object> figures, double seconds) {
    return new CellResult(
        cell.experiment(),
        cell.label(),
        cell.seed(),
        cell.settings(),
        figures,
        Optional.empty(),
        seconds);
  }

  /**
   * That a cell failed.
   *
   * @param cell that was run
   * @param failure why, in one line
   * @param seconds it took
   * @return the result
   */
  public static CellResult failed(Cell cell, String failure, double seconds) {
    return new CellResult(
        cell.experiment(),
        cell.label(),
        cell.seed(),
        cell.settings(),
        Map.of(),
        Optional.of(failure),
        seconds);
  }

  /**
   * Whether it is a result of this cell, and not of one with other settings.
   *
   * @param cell to compare with
   * @return true if everything but the measurement agrees
   */
  public boolean isOf(Cell cell) {
    return experiment.equals(cell.experiment())
        && label.equals(cell.label())
        && seed == cell.seed()
        && settings.equals(cell.settings());
  }
}
