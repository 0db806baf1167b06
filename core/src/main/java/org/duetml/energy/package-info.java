/** Energies: the model, importance weights, maximum likelihood with a frozen sampler. */
package org.duetml.energy;
