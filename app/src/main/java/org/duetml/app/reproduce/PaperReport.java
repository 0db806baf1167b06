package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Table;
import org.duetml.app.file.AtomicFile;

/** The tables, claims and remarks of a reproduction, for files and for the screen. */
final class PaperReport {
  private final String data;
  private final Results results;
  private final PaperScale scale;
  private final String command;
  private final Map<String, Table> tables = new LinkedHashMap<>();

  PaperReport(String data, Results results, PaperScale scale, String command) {
    this.data = data;
    this.results = results;
    this.scale = scale;
    this.command = command;
    PaperTables maker = new PaperTables(results, Published.of(data));
    for (PaperGroup group : PaperGroup.values()) {
      put(group.label(), maker.of(group));
    }
    put(PaperPlan.SEARCH, maker.search());
    put("claims", PaperClaims.table(results));
  }

  private void put(String name, Table table) {
    if (!table.rows().isEmpty()) {
      tables.put(name, table);
    }
  }

  /**
   * Writes {@code paper.md} and each table as Markdown and CSV.
   *
   * @param directory existing
   * @throws IOException if it cannot be written
   */
  void write(Path directory) throws IOException {
    for (Map.Entry<String, Table> table : tables.entrySet()) {
      Table content = table.getValue();
      String name = table.getKey();
      write(directory.resolve(name + ".md"), content.markdown());
      write(directory.resolve(name + ".csv"), content.csv());
    }
    write(directory.resolve("paper.md"), markdown());
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, writer -> writer.write(text));
  }

  /** All tables for a screen. */
  String screen() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, table) -> text.append('\n').append(name).append('\n').append(table.text()));
    return text.toString();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# The tables of the papers, measured on %s\n\n".formatted(data));
    text.append("    ").append(command).append("\n\n");
    text.append(machine()).append("\n\n");
    text.append(legend());
    tables.forEach(
        (name, table) ->
            text.append("\n## %s\n\n".formatted(title(name))).append(table.markdown()));
    text.append('\n').append(rule());
    List<String> remarks = remarks();
    if (!remarks.isEmpty()) {
      text.append("\n## What the runs said\n\n");
      remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
    }
    return text.toString();
  }

  private static String title(String name) {
    return switch (name) {
      case "many-steps" -> "GCD with 5 steps beside the best of 5 and of 1000 steps";
      case "diffusion" -> "Diffusion models without a game";
      case "tau" -> "GCD with 5 steps, by temperature";
      case "value-network" -> "GCD with 5 steps, with and without a value network";
      case "steps" -> "GCD by number of steps";
      case PaperPlan.SEARCH -> "The search for schedules";
      default -> "Claims";
    };
  }

  private static String machine() {
    return "Duet %s, %s; %d cores, %s %s (%s), %s."
        .formatted(
            Duet.version(),
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"));
  }

  private String legend() {
    return """
    Mean ± standard deviation over the seeds, n = %d samples per draw. The cells of the first claim have %d draws per seed,
    the floor 5, all others one. At T = 1000 only the best-scheduled DDPM has more than %d seeds.%s

    - *Sliced W2* is taken against fresh data, *exact* against the quantiles of the density.
    - *Published*: DxMI (arXiv 2407.00626), table 1, at n = 10,000, where the floor is 0.05; our column of that name is its like.
      Their tau weighs means over the dimensions where ours weighs sums: theirs is about twice ours.
    - *Fresh data, true density*: the floor of each distance and the ideal of AUROC (energy, data against uniform).
    - *Own network*: what `duet train` pretrains, one network for each number of steps; the game starts from it. All other diffusion
      models sample from one network per seed that is told the noise level (size and batch of the sampler's, %d updates).
    - *Plain linear*: beta(u) from 0.1 to 20, linear in continuous time, integrated over T even steps; with T = 1000 that is the DDPM
      paper's 0.0001 to 0.02. DDPM's sigma^2 is beta. *Best schedule*: searched on the first seed with other samples.
    - *Game ended at*: sliced W2 at the game's last check, with few points. Where the game turned bad, the other columns show the
      earlier players that were kept.
    - *Draw, s*: seconds for one draw. *Train, s*: without what cells share, the pretraining. Both of one thread beside others.
    """
        .formatted(
            scale.samples(),
            scale.claimDraws(),
            DiffusionCase.FEWER_SEEDS,
            shortened(),
            scale.predictorIterations());
  }

  private String shortened() {
    return scale.changes().isEmpty()
        ? ""
        : "\nTrainings are shorter than the defaults: " + scale.changes() + ".";
  }

  private String rule() {
    return String.format(
        Locale.ROOT,
        """
        The rule: the difference of exact sliced W2, first minus second, is taken for each seed; its mean has the 95 %% interval of
        Student's t over the seeds. A claim does not hold if the interval lies above 0. Otherwise "better" holds if the interval
        lies below 0, and "no worse" if it lies below the margin of %.4f, the standard deviation between draws of the data itself.
        All else is not decided; one seed decides nothing.
        """,
        PaperClaims.margin(results));
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    results.all().stream()
        .map(CellResult::label)
        .distinct()
        .forEach(label -> remarks.addAll(results.remarks(label)));
    return remarks;
  }
}
