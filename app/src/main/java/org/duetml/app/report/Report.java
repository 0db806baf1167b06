package org.duetml.app.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.picture.ColorMap;
import org.duetml.kernel.ShardExecutor;

/** One self-contained page about runs and sweeps, which needs no network and no server. */
public final class Report {
  /** Begins every report, so that one can be told from other files. */
  private static final String MARK = "<!doctype html><!-- made by duet report -->";

  private Report() {}

  /**
   * Gathers and writes the page. The same files and the same command give the same page.
   *
   * @param runs what to show first, in this order
   * @param sweeps folders of sweeps
   * @param command what made the page, to be shown on it
   * @param target the file to write
   * @param executor shares the work
   * @throws IOException if a file is missing or damaged, or the page cannot be written
   */
  public static void write(
      List<RunFiles> runs, List<Path> sweeps, String command, Path target, ShardExecutor executor)
      throws IOException {
    List<Map<String, Object>> runDocuments = new ArrayList<>();
    for (RunFiles run : runs) {
      runDocuments.add(RunDocument.of(run, executor));
    }
    List<Map<String, Object>> sweepDocuments = new ArrayList<>();
    for (Path sweep : sweeps) {
      sweepDocuments.add(SweepDocument.of(sweep));
    }
    String page = Page.of(MARK, document(runDocuments, sweepDocuments, command));
    AtomicFile.write(target, writer -> writer.write(page));
  }

  static Map<String, Object> document(
      List<Map<String, Object>> runs, List<Map<String, Object>> sweeps, String command) {
    Map<String, Object> colors = new LinkedHashMap<>();
    colors.put("sequential", ColorMap.VIRIDIS.table());
    colors.put("diverging", ColorMap.DIVERGING.table());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", Duet.version());
    object.put("command", command);
    object.put("colors", colors);
    object.put("runs", runs);
    object.put("sweeps", sweeps);
    return object;
  }

  /**
   * Whether a file is a report, which may be written anew.
   *
   * @param file existing
   * @return true if it begins as every report does
   * @throws IOException if it cannot be read
   */
  public static boolean isReport(Path file) throws IOException {
    char[] start = new char[MARK.length()];
    try (Reader reader = Files.newBufferedReader(file)) {
      return reader.read(start) == start.length && MARK.equals(new String(start));
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
