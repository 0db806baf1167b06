/**
 * Arithmetic and random numbers: SIMD and scalar twins that agree to the bit, shards, streams.
 * Knows nothing of networks.
 */
package org.duetml.kernel;
