/** Duet: an energy-based model and a few-step diffusion sampler, trained together. The way in. */
package org.duetml;
