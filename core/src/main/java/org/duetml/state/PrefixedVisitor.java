package org.duetml.state;

/** Puts a prefix before all names. */
record PrefixedVisitor(String prefix, StateVisitor visitor) implements StateVisitor {
  @Override
  public void floats(String name, float[] values) {
    visitor.floats(prefix + name, values);
  }

  @Override
  public void doubles(String name, double[] values) {
    visitor.doubles(prefix + name, values);
  }

  @Override
  public String text(String name, String value) {
    return visitor.text(prefix + name, value);
  }

  @Override
  public void afterRestoring(Runnable action) {
    visitor.afterRestoring(action);
  }
}
