/** What a training must remember to go on to the bit after an interruption. */
package org.duetml.state;
