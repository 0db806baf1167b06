/** Models of tables: trained on rows of mixed columns, saved, sampled and used for scores. */
package org.duetml.tabular.model;
