/** Rows of mixed columns as points for the networks, and back. */
package org.duetml.tabular.encoding;
