/** Commands for users' tables: what they have of their own beside those for points. */
package org.duetml.app.table;
