/** The anomaly benchmark: labelled tables, protocols, the scorer beside its baselines, reports. */
package org.duetml.app.anomaly;
