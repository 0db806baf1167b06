/** Trained models: sampling, scoring, saving and loading. */
package org.duetml.model;
