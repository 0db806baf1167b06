package org.duetml.app.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.duetml.tabular.TableOutput;
import org.duetml.tabular.model.TableModel;

/**
 * Rows of a model into a file or to standard output.
 *
 * @param model draws the rows
 * @param number how many, at least 1
 * @param given conditions as users write them
 * @param seed decides the rows
 */
public record TableSampling(TableModel model, long number, List<String> given, long seed) {

  /**
   * Writes a file, by the ending of its name.
   *
   * @param target is there when it is complete
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path target) throws IOException {
    ConditionalDraw draw = new ConditionalDraw(model, given, seed);
    try (TableOutput output = TableOutput.open(target, model.columns())) {
      draw.draw(number, (batch, total) -> output.write(batch));
      output.finish();
    }
  }

  /**
   * Prints comma-separated values with a header.
   *
   * @param screen standard output
   * @throws IOException if its reader is gone
   */
  public void print(PrintWriter screen) throws IOException {
    ConditionalDraw draw = new ConditionalDraw(model, given, seed);
    RowsCsv csv = new RowsCsv(screen, model.columns());
    draw.draw(
        number,
        (batch, total) -> {
          csv.append(batch);
          if (screen.checkError()) {
            throw new IOException(
                "standard output was closed or is full after %d of %d rows"
                    .formatted(total, number));
          }
        });
    screen.flush();
  }
}
