package org.duetml.app.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.data.ProjectedLaw;

/**
 * What every measurement of the paper's tables works with.
 *
 * @param data of the tables
 * @param scale how much work is put in
 * @param parts what cells have in common
 */
record Lab(ProjectedLaw data, PaperScale scale, TrainedParts parts) {
  /** The settings of a cell to begin with: what all cells share. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("samples", Integer.toString(scale.samples()));
    return settings;
  }
}
