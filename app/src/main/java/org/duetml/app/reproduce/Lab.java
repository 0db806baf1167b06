package org.duetml.app.reproduce;

import org.duetml.data.GaussianMixture;

/**
 * What every measurement of the paper's tables works with.
 *
 * @param mixture the data of the tables
 * @param scale how much work is put in
 * @param parts what cells have in common
 */
record Lab(GaussianMixture mixture, PaperScale scale, TrainedParts parts) {}
