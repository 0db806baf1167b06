package org.duetml.app.experiment;

import java.util.Map;
import org.duetml.kernel.ShardExecutor;

/** What a cell measures. The same cell gives the same figures, times excepted. */
@FunctionalInterface
public interface Measurement {
  /**
   * Measures, on the calling thread alone.
   *
   * @param executor of one thread; not to be closed
   * @return figures by stable name: texts (String), whole numbers (Long) and numbers (Double)
   * @throws Exception if it cannot be done; the message tells users why
   */
  Map<String, Object> measure(ShardExecutor executor) throws Exception;
}
