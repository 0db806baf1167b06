package org.duetml.nn;

/** How a learning rate falls. */
public enum Decay {
  /** Not at all. */
  CONSTANT,
  /** On a straight line to zero. */
  LINEAR,
  /** Along half a cosine to zero (Loshchilov and Hutter 2017). */
  COSINE;

  /** The factor after the given fraction (0 to 1) of the fall. */
  double factor(double fraction) {
    return switch (this) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - fraction;
      case COSINE -> 0.5 * (1 + StrictMath.cos(StrictMath.PI * fraction));
    };
  }
}
