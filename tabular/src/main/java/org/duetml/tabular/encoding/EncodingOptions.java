package org.duetml.tabular.encoding;

import java.util.Set;

/**
 * What the user decides about columns; the rules decide the others.
 *
 * @param numeric names of columns to treat as numbers, however few values they have
 * @param categorical names of columns to treat as categories, however many
 * @param excluded names of columns to leave out
 */
public record EncodingOptions(Set<String> numeric, Set<String> categorical, Set<String> excluded) {
  /** Nothing is decided. */
  public static final EncodingOptions NONE = new EncodingOptions(Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public EncodingOptions {
    numeric = Set.copyOf(numeric);
    categorical = Set.copyOf(categorical);
    excluded = Set.copyOf(excluded);
  }
}
