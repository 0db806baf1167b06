package org.duetml.tabular;

/**
 * A column as its source holds it.
 *
 * @param name as users know it, unique in its table
 * @param held DuckDB's name of the type in which its values arrive, VARCHAR where they are texts
 * @param type DuckDB's name of the type that all its values have
 */
record SourceColumn(String name, String held, String type) {
  boolean isText() {
    return held.equals("VARCHAR");
  }
}
