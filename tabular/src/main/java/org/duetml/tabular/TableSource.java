package org.duetml.tabular;

import java.io.IOException;
import java.util.List;

/** Where a table comes from, in the words of DuckDB. */
interface TableSource {
  /** The file, pattern or query, for messages and provenance. */
  String name();

  /** The columns as they arrive; where they arrive as texts, so says their type. */
  List<SourceColumn> columns();

  /** The columns with the type that all their values have, which may read the table once. */
  List<SourceColumn> detect() throws IOException;

  /** What follows FROM: the table with columns c0, c1, ... */
  String rows();

  /** What was done to the columns' names and types, a line each. */
  List<String> notices() throws IOException;
}
