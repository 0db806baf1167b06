/** Energies: the model, importance weights, maximum likelihood, Langevin dynamics. */
package org.duetml.energy;
