package org.duetml.app.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.duetml.config.DuetConfig;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.Reservoir;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableException;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableReader;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.duetml.tabular.model.RowSplit;
import org.duetml.tabular.model.TableDefaults;
import org.duetml.tabular.model.TableTraining;
import org.duetml.tabular.model.TrainingBudget;

/**
 * A table read for training.
 *
 * @param name the file, pattern or query
 * @param rows of the whole table
 * @param split rows to learn from and rows held out, of the columns that are kept
 * @param fitted the encoding of the former
 * @param messages what a user should know, a line each
 */
public record TrainingTable(
    String name, long rows, RowSplit split, FittedEncoding fitted, List<String> messages) {

  /**
   * Reads a table and chooses its encoding.
   *
   * @param input the table
   * @param choice what the user says about columns
   * @param most rows to hold; of more, a random sample is taken
   * @param seed decides the sample and what is held out
   * @return what a training needs
   * @throws IOException if it cannot be read
   */
  public static TrainingTable read(TableInput input, ColumnChoice choice, int most, long seed)
      throws IOException {
    List<Column> columns = input.columns(choice);
    Reservoir.Sample sample;
    try (TableReader reader = input.read(columns)) {
      sample = Reservoir.sample(reader, columns, most, seed);
    }
    RowSplit split;
    FittedEncoding fitted;
    try {
      split = RowSplit.of(sample.rows(), seed);
      double share = sample.rows().rows() / (double) sample.tableRows();
      fitted = EncodingRules.fit(split.training(), share, choice);
    } catch (IllegalArgumentException e) {
      throw new TableException(input.name() + ": " + e.getMessage(), e);
    }
    List<String> messages = new ArrayList<>(input.notices());
    if (sample.tableRows() > sample.rows().rows()) {
      messages.add(
          "of %d rows, a random sample of %d is used (--rows; chosen by seed %d)"
              .formatted(sample.tableRows(), sample.rows().rows(), seed));
    }
    messages.addAll(fitted.messages());
    int learned = split.training().rows();
    int dimensions = fitted.encoding().dimension();
    if (TableDefaults.isWide(learned, dimensions)) {
      messages.add(
          "%d rows are few for %d numbers each: they are learned and drawn as some factors and noise"
              .formatted(learned, dimensions));
    }
    return new TrainingTable(
        input.name(),
        sample.tableRows(),
        split.select(fitted.encoding().schema()),
        fitted,
        messages);
  }

  /**
   * The defaults of a training on this table.
   *
   * @return a configuration
   */
  public DuetConfig defaults() {
    return DuetConfig.of(TableDefaults.of(split.training().rows(), fitted.encoding().dimension()));
  }

  /**
   * A name for a folder.
   *
   * @return the file's name without its endings, or {@code table}
   */
  public String shortName() {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String stem = last.replaceFirst("\\..*", "");
    return stem.matches("[A-Za-z0-9_-]+") ? stem : "table";
  }

  /**
   * A checksum of the rows to learn from.
   *
   * @return in hexadecimal
   */
  public String fingerprint() {
    CRC32C checksum = new CRC32C();
    TableBatch training = split.training();
    for (int c = 0; c < training.columns().size(); c++) {
      for (int row = 0; row < training.rows(); row++) {
        Object value =
            training.columns().get(c).kind().isNumber()
                ? (Object) training.numbers(c)[row]
                : training.texts(c)[row];
        checksum.update(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Long.toHexString(checksum.getValue());
  }

  /**
   * What was detected and done, for users.
   *
   * @return lines of text
   */
  public String description() {
    StringBuilder text = new StringBuilder(SchemaTable.of(fitted.columns()));
    messages.forEach(message -> text.append(message).append('\n'));
    text.append(
        "%d rows to learn from, %d held out; %d columns as %d numbers\n"
            .formatted(
                split.training().rows(),
                split.heldOut().rows(),
                fitted.encoding().columns().size(),
                fitted.encoding().dimension()));
    return text.toString();
  }

  /**
   * A configuration that fits a time, and a line that says what was cut.
   *
   * @param budget for the whole command; null for any
   * @param spent of it, for reading
   * @param wanted what would run without it
   * @param screen where the line goes
   * @return the configuration to train with
   */
  public DuetConfig within(Duration budget, Duration spent, DuetConfig wanted, PrintWriter screen) {
    if (budget == null) {
      return wanted;
    }
    long begin = System.nanoTime();
    TrainingBudget.Settled settled =
        TableTraining.settle(split, fitted, wanted, budget.minus(spent));
    Duration pilots = Duration.ofNanos(System.nanoTime() - begin);
    String changes = settled.changes().isEmpty() ? "nothing is cut" : settled.changes();
    screen.println(
        "--budget %d s, of which reading took %d s and pilots %d s: %s"
            .formatted(budget.toSeconds(), spent.toSeconds(), pilots.toSeconds(), changes));
    screen.flush();
    return settled.config();
  }
}
