/** Users' tables: their columns, reading and writing them, and models of their rows. */
package org.duetml.tabular;
