/** Every configuration key with its default, meaning and range, in one place. */
package org.duetml.config;
