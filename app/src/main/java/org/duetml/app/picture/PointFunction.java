package org.duetml.app.picture;

/** A number for every point, for many points at once. */
@FunctionalInterface
public interface PointFunction {
  /**
   * Evaluates the function.
   *
   * @param points one row per point, in the units of the data
   * @return one value per point; minus infinity is allowed, NaN is not
   */
  double[] of(float[][] points);
}
