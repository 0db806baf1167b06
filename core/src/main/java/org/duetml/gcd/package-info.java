/**
 * The game of Generalized Contrastive Divergence: one class per move, and the four phases around
 * it. Knows nothing of files and screens.
 */
package org.duetml.gcd;
