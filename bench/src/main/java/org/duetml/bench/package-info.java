/** How fast the kernels and whole training steps are, measured against the machine's peak. */
package org.duetml.bench;
