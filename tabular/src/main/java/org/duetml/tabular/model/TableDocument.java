package org.duetml.tabular.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.duetml.tabular.encoding.TableEncoding;

/**
 * The file {@code table.json}: what the points of a model stand for.
 *
 * @param format the text {@code duet-table}
 * @param formatVersion of this form
 * @param facts of the table
 * @param encoding between rows and points
 * @param lastNoise as in {@link RowSampler}; null in format version 1, whose rows had it
 * @param factors whether rows are drawn as {@link RowFactors}; null before format version 3
 * @param modelSha256 the SHA-256 of the model's {@code config.json}, in hexadecimal
 * @param tensorsSha256 the SHA-256 of {@code table.safetensors}
 * @param checksum the SHA-256 of this document with an empty checksum
 */
record TableDocument(
    String format,
    int formatVersion,
    TableFacts facts,
    TableEncoding encoding,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean lastNoise,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean factors,
    String modelSha256,
    String tensorsSha256,
    String checksum) {
  TableDocument {
    Objects.requireNonNull(facts, "no facts of the table");
    Objects.requireNonNull(encoding, "no encoding of the table");
    if (formatVersion > 1) {
      Objects.requireNonNull(lastNoise, "not told whether rows have the last noise");
    }
    if (formatVersion > 2) {
      Objects.requireNonNull(factors, "not told whether rows are drawn by factors");
    }
  }

  TableDocument withChecksum(String sum) {
    return new TableDocument(
        format,
        formatVersion,
        facts,
        encoding,
        lastNoise,
        factors,
        modelSha256,
        tensorsSha256,
        sum);
  }
}
