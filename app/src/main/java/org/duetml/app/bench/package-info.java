/** How fast this machine is at Duet's work: what {@code duet bench} measures. */
package org.duetml.app.bench;
