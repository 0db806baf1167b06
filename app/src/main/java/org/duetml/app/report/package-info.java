/**
 * One self-contained page about runs and sweeps: what is gathered, and how the page is put
 * together.
 */
package org.duetml.app.report;
