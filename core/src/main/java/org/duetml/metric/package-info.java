/**
 * Measures of how well samples and energies fit the data, each with its definition and source.
 * Results are double precision and do not depend on the number of threads.
 */
package org.duetml.metric;
