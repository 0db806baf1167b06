package org.duetml.state;

/** Looks for weights, moments and averages that are infinite or no number. */
public final class FiniteCheck implements StateVisitor {
  private boolean finite = true;

  private FiniteCheck() {}

  /**
   * Whether all floats of a state are finite. Other numbers may be anything.
   *
   * @param object not changed
   * @return false if one is not
   */
  public static boolean passes(Stateful object) {
    FiniteCheck check = new FiniteCheck();
    object.state(check);
    return check.finite;
  }

  @Override
  public void floats(String name, float[] values) {
    // 0 times a finite number is 0, times any other it is NaN.
    float sum = 0;
    for (float value : values) {
      sum += 0 * value;
    }
    finite &= sum == 0;
  }

  @Override
  public void doubles(String name, double[] values) {}

  @Override
  public String text(String name, String value) {
    return value;
  }

  @Override
  public void afterRestoring(Runnable action) {}
}
