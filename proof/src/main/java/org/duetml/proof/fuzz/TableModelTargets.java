package org.duetml.proof.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.ModelFormatException;
import org.duetml.proof.TinyTable;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.model.TableScoring;

/** The readers of what lies beside the model of a table. A model that is loaded is used as well. */
final class TableModelTargets {
  private static final int DEAR = 50;
  private static final int ROWS = 3;
  private static final String CONFIG = "config.json";
  private static final String DOCUMENT = "table.json";
  private static final String TENSORS = "table.safetensors";

  private final ShardExecutor executor = new ShardExecutor(1);
  private final Path model;
  private final byte[] config;
  private final byte[] document;
  private final byte[] tensors;

  TableModelTargets(MemoryFolder folder) throws IOException {
    model = folder.path("table");
    TinyTable.train().save(model);
    config = Files.readAllBytes(model.resolve(CONFIG));
    document = Files.readAllBytes(model.resolve(DOCUMENT));
    tensors = Files.readAllBytes(model.resolve(TENSORS));
  }

  List<FuzzTarget> all() {
    ValueEdits values = new ValueEdits(document);
    return List.of(
        new FuzzTarget("table-json", DEAR, List.of(document), bytes -> load(bytes, tensors)),
        new FuzzTarget(
            "table-json-sealed", DEAR, List.of(document), bytes -> loadSealed(bytes, tensors)),
        new FuzzTarget(
            "table-json-values",
            DEAR,
            List.of(ValueEdits.seed()),
            edits -> loadSealed(values.applied(edits), tensors)),
        new FuzzTarget(
            "table-tensors-sealed", DEAR, List.of(tensors), bytes -> loadSealed(document, bytes)));
  }

  private void loadSealed(byte[] table, byte[] numbers) throws IOException {
    byte[] named = Seal.withText(table, "modelSha256", Seal.sha256(config));
    named = Seal.withText(named, "tensorsSha256", Seal.sha256(numbers));
    try {
      load(named, numbers);
    } catch (ModelFormatException e) {
      load(Seal.asAsked(named, e), numbers);
    }
  }

  private void load(byte[] table, byte[] numbers) throws IOException {
    Files.write(model.resolve(DOCUMENT), table);
    Files.write(model.resolve(TENSORS), numbers);
    TableModel loaded = TableModel.load(model);
    TableBatch rows = loaded.sample(0, ROWS, 1, executor);
    TableScoring scoring = new TableScoring(loaded);
    scoring.score(scoring.encode(rows).points(), executor);
  }
}
