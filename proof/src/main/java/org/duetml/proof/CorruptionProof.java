package org.duetml.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duetml.proof.fuzz.MemoryFolder;

/**
 * Damages every byte of a saved model, of the model of a table and of a checkpoint: prints how many
 * changes were refused or harmless.
 */
public final class CorruptionProof {
  private CorruptionProof() {}

  /**
   * Runs.
   *
   * @param arguments every how many bytes to damage (default 1, all of them)
   * @throws IOException if the files cannot be made
   */
  public static void main(String[] arguments) throws IOException {
    int stride = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    Path model = new MemoryFolder().path("model");
    TinyModel.train().save(model);
    Path table = new MemoryFolder().path("table");
    TinyTable.train().save(table);
    Path checkpoints = new MemoryFolder().path("checkpoints");
    SavedCheckpoint.train(checkpoints);
    List<Corruption.Count> counts = new ArrayList<>();
    counts.addAll(Corruption.of(model, SavedModel::content, stride));
    counts.addAll(Corruption.of(table, SavedModel::contentOfTable, stride));
    counts.addAll(Corruption.of(checkpoints, SavedCheckpoint::content, stride));
    System.exit(print(counts, System.out) ? 0 : 1);
  }

  private static boolean print(List<Corruption.Count> counts, PrintStream out) {
    String row = "%-26s%-8s%10s%10s%10s%8s%n";
    out.printf(row, "file", "damage", "tried", "refused", "harmless", "wrong");
    long tried = 0;
    long wrong = 0;
    for (Corruption.Count count : counts) {
      out.printf(
          row,
          count.file(),
          count.damage(),
          count.tried(),
          count.refused(),
          count.harmless(),
          count.wrong().size());
      count.wrong().forEach(out::println);
      tried += count.tried();
      wrong += count.wrong().size();
    }
    out.printf("%d damaged files, %d wrong%n", tried, wrong);
    return wrong == 0;
  }
}
