package org.duetml.tabular.quality;

/**
 * What a model learns from synthetic rows, beside the same model of as many real ones: both predict
 * one column of held-out rows from all others (train on synthetic, test on real; Esteban, Hyland
 * and Rätsch 2017). The model is gradient-boosted trees, for classes one against the rest.
 *
 * @param target the column that is predicted
 * @param measure what {@code real} and {@code synthetic} are
 * @param real of the model that learned from training rows
 * @param synthetic of the model that learned from synthetic rows
 * @param realAccuracy share of held-out rows whose class the model of training rows names; NaN for
 *     numbers
 * @param syntheticAccuracy the same of the model of synthetic rows
 * @param guess the accuracy of naming the training rows' most frequent class always
 * @param learned how many rows each model learned from
 * @param tested how many held-out rows were predicted
 */
public record Usefulness(
    String target,
    Measure measure,
    double real,
    double synthetic,
    double realAccuracy,
    double syntheticAccuracy,
    double guess,
    int learned,
    int tested) {
  /** Fewest rows to learn from and to test on. */
  public static final int FEWEST_ROWS = 20;

  /** Most rows to learn from and to test on. */
  public static final int MOST_ROWS = 10_000;

  /** Most classes of a target; of more, the least frequent count as one. */
  public static final int MOST_CLASSES = 10;

  /** How predictions are measured. */
  public enum Measure {
    /** Of classes: the mean over the classes of the area under the curve, one against the rest. */
    AUROC,
    /** Of numbers: the share of the held-out rows' variance that is explained. */
    R2
  }
}
