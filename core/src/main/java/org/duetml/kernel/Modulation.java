package org.duetml.kernel;

/**
 * Feature-wise modulation (FiLM, Perez et al. 2018): row r of a matrix z becomes {@code
 * scale[step[r]] * z[r] + shift[step[r]]}.
 *
 * @param scale steps x columns
 * @param shift steps x columns
 * @param step the step of every row; its owner may go on changing it
 */
public record Modulation(Matrix scale, Matrix shift, int[] step) {}
