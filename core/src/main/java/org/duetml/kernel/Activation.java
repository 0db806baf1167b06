package org.duetml.kernel;

/** The non-linear function after a layer. */
public enum Activation {
  /** {@code x}. */
  IDENTITY,
  /** {@code x * sigmoid(x)}. */
  SILU,
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS,
  /** {@code max(0, x)}. */
  RELU,
  /** The hyperbolic tangent. */
  TANH
}
