package org.duetml.tabular.encoding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A monotone map of a column's numbers to about N(0, 1), and its inverse. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StandardScale.class, name = "standard"),
  @JsonSubTypes.Type(value = QuantileScale.class, name = "quantile")
})
sealed interface NumberScale permits StandardScale, QuantileScale {
  /**
   * The image of a number.
   *
   * @param value finite
   * @param place from 0 to 1: where in its cell, for values that repeat
   * @return any finite number
   */
  double apply(double value, double place);

  /** The number with this image. */
  double invert(double image);

  /** Numbers between which the scale changes its form; none of a smooth one. */
  double[] knots();

  /** Whether any image that is not infinitely rare has its number between two bounds. */
  boolean reaches(double from, double to);

  /** What users read. */
  String label();
}
