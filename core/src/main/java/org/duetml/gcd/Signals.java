package org.duetml.gcd;

/** The stable names under which training logs what tells early whether it goes well. */
public final class Signals {
  /** Loss of the running phase: denoising, likelihood (per unit of tau) or noising regression. */
  public static final String LOSS = "loss";

  /** Mean energy of the data batch. */
  public static final String ENERGY_DATA = "energy_data";

  /** Mean energy of the samples. */
  public static final String ENERGY_SAMPLES = "energy_samples";

  /** Mean energy of samples minus mean energy of data. */
  public static final String ENERGY_GAP = "energy_gap";

  /** AUROC of the energy between data (low) and samples (high): 0.5 is balance. */
  public static final String AUROC_DATA_SAMPLES = "auroc_data_samples";

  /** Mean squared error of the values over the squared unit of energy. */
  public static final String VALUE_LOSS = "value_loss";

  /** 1 minus the variance of the value error over the variance of the return. */
  public static final String EXPLAINED_VARIANCE = "explained_variance";

  /** PPO: mean of ratio - 1 - log ratio, the divergence of the policy from the rollout's. */
  public static final String APPROX_KL = "approx_kl";

  /** PPO: fraction of transitions whose ratio was clipped. */
  public static final String CLIP_FRACTION = "clip_fraction";

  /** Sum over the steps of the transitions' entropy, in nats. */
  public static final String ENTROPY = "entropy";

  /** {@code sigma_0} and so on, one per step. */
  public static final String SIGMA_PREFIX = "sigma_";

  /** Norm of the energy network's gradient. */
  public static final String GRADIENT_NORM_ENERGY = "gradient_norm_energy";

  /** Norm of the value network's gradient. */
  public static final String GRADIENT_NORM_VALUE = "gradient_norm_value";

  /** Norm of the sampler's gradient before clipping. */
  public static final String GRADIENT_NORM_SAMPLER = "gradient_norm_sampler";

  /** Importance weights: effective sample size over the number of samples. */
  public static final String EFFECTIVE_SAMPLE_SIZE = "effective_sample_size";

  /** Sliced Wasserstein-2 between samples of the averaged sampler and fresh data, small n. */
  public static final String SLICED_WASSERSTEIN = "sliced_wasserstein";

  private Signals() {}
}
