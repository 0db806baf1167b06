package org.duetml.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.duetml.config.Closest;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;

/** What the argument DATA stands for. */
final class DataArgument {
  private DataArgument() {}

  /**
   * The data a user named.
   *
   * @param text the name of a built-in distribution
   * @return the data
   * @throws UsageException if there is none of this name
   */
  static DataSource resolve(String text) {
    List<String> names = Distributions.names();
    if (names.contains(text)) {
      return Distributions.named(text);
    }
    String all = String.join(", ", names);
    if (Files.isRegularFile(Path.of(text))) {
      throw new UsageException(
          "DATA '%s' is a file; expected built-in data here: %s".formatted(text, all));
    }
    throw new UsageException(
        "DATA '%s' is not built in; did you mean '%s'? There are %s"
            .formatted(text, Closest.to(text, names), all));
  }

  /** The names, for help texts and completion scripts. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Distributions.names().iterator();
    }
  }
}
