package org.duetml.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.picture.TrainingLog;
import org.duetml.app.picture.TrainingLog.Point;

/** The signals of a training over the iterations of all phases in a row. */
final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Rearranges the log.
   *
   * @param rows of {@code metrics.csv}
   * @return the JSON object {@code phases} and {@code signals}: by name, a list for every phase in
   *     which there are values, of pairs (iteration, value)
   */
  static Map<String, Object> of(List<Map<String, Object>> rows) {
    TrainingLog log = new TrainingLog(rows);
    Map<String, Object> signals = new LinkedHashMap<>();
    for (String name : log.names("")) {
      if (!List.of("phase", "iteration", "seconds").contains(name)) {
        signals.put(name, pieces(log, name));
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("phases", log.spans());
    object.put("signals", signals);
    return object;
  }

  private static List<List<double[]>> pieces(TrainingLog log, String signal) {
    List<List<double[]>> pieces = new ArrayList<>();
    for (List<Point> piece : log.curve(signal).values()) {
      pieces.add(
          piece.stream().map(point -> new double[] {point.iteration(), point.value()}).toList());
    }
    return pieces;
  }
}
