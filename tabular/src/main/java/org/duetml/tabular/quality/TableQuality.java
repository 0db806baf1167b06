package org.duetml.tabular.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * All that {@link TableComparison} measured. Immutable; its JSON form holds every bit of it, with
 * the texts {@code NaN}, {@code Infinity} and {@code -Infinity} for numbers that JSON does not
 * have.
 *
 * @param rows how many rows were compared
 * @param seed decided what was drawn
 * @param columns every column, in the order of the table
 * @param associations between the columns
 * @param detectability null with fewer than {@link Detectability#FEWEST_ROWS} rows of a kind
 * @param privacy null without training rows
 * @param usefulness null where no column can be a target, or there are too few rows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableQuality(
    Rows rows,
    long seed,
    List<ColumnQuality> columns,
    Associations associations,
    Detectability detectability,
    Privacy privacy,
    Usefulness usefulness) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies the list. */
  public TableQuality {
    columns = List.copyOf(columns);
  }

  /**
   * Numbers of rows.
   *
   * @param training real rows that the model learned from
   * @param heldOut real rows that it has not seen
   * @param synthetic rows of the model
   */
  public record Rows(int training, int heldOut, int synthetic) {}

  /**
   * The JSON form.
   *
   * @return one line, ended by a line feed; the same for equal objects
   */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of numbers and texts have a JSON form", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json one object
   * @return equal to what was written
   * @throws IOException if it is no such object; the message names what is wrong with it
   */
  public static TableQuality fromJson(String json) throws IOException {
    TableQuality quality = MAPPER.readValue(json, TableQuality.class);
    if (quality == null || quality.rows == null || quality.associations == null) {
      throw new IOException("expected an object with rows, columns and associations");
    }
    return quality;
  }

  /**
   * The mean distance of the columns that have one.
   *
   * @return in [0, 1]; NaN without any
   */
  public double meanDistance() {
    return mean(columns.stream().mapToDouble(ColumnQuality::distance).toArray());
  }

  /**
   * The mean floor of the columns that have one.
   *
   * @return in [0, 1]; NaN without any
   */
  public double meanFloor() {
    return mean(columns.stream().mapToDouble(ColumnQuality::floor).toArray());
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }
}
