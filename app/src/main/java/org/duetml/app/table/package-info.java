/** What the commands do with users' tables and models of them. */
package org.duetml.app.table;
