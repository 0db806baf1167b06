package org.duetml.app.report;

import java.nio.file.Path;

/**
 * Where the files of a run are. All but the model may be missing; the page then says so.
 *
 * @param name what the run is called on the page
 * @param model the folder of the model
 * @param metrics {@code metrics.json}
 * @param log {@code metrics.csv}
 * @param config {@code config.yaml}
 * @param quality {@code quality.json}, which only models of tables have
 */
public record RunFiles(
    String name, Path model, Path metrics, Path log, Path config, Path quality) {}
