package org.duetml.energy;

import org.duetml.nn.ReferenceMlp;

/** An {@link EnergyModel} in float64, with a network that a test can change. */
public final class ReferenceEnergy {
  private final EnergyModel model;
  private final ReferenceMlp network;

  public ReferenceEnergy(EnergyModel model) {
    this.model = model;
    this.network = new ReferenceMlp(model.network());
  }

  public ReferenceMlp network() {
    return network;
  }

  /** {@code scale f(x) + tau |x|^2 / (2 s^2)}. */
  public double energy(double[] x) {
    double squares = 0;
    for (double coordinate : x) {
      squares += coordinate * coordinate;
    }
    double well = model.confinement() == 0 ? 0 : model.tau() * squares / 2 / model.confinement();
    return model.scale() * network.forward(x)[0] + well;
  }
}
