/**
 * The sampler: noise schedules, the few-step policy, rollouts, pretraining and the diffusion
 * baselines.
 */
package org.duetml.diffusion;
