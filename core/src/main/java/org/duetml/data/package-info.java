/** Data sources: in-memory rows, distributions of known density, standardisation. */
package org.duetml.data;
