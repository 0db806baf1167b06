package org.duetml.nn;

import java.util.List;
import java.util.function.IntConsumer;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * An exponential moving average of parameters: {@code average += (1 - decay) (value - average)}.
 * The decay rises with the number of updates as {@code (1 + n) / (4 + n)}, so that the average
 * never spans more than about the last third of them: the start is forgotten, and in a long run the
 * decay's own limit takes over. Not thread-safe.
 */
public final class MovingAverage implements Stateful {
  private static final double MEMORY = 4;

  private final Kernels kernels = Kernels.get();
  private final List<Parameter> averages;
  private final List<Parameter> sources;
  private final List<ParameterBlocks.Block> blocks;
  private final double decay;
  private final IntConsumer blendBlock = this::blendBlock;
  private long updates;
  private float weight;

  /**
   * An average that starts where {@code averages} stands.
   *
   * @param averages updated
   * @param sources followed; the same shapes in the same order
   * @param decay in [0, 1)
   */
  public MovingAverage(List<Parameter> averages, List<Parameter> sources, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("decay = " + decay + ": expected from 0 to below 1");
    }
    if (averages.size() != sources.size()) {
      throw new IllegalArgumentException(
          averages.size() + " averages for " + sources.size() + " parameters");
    }
    this.averages = List.copyOf(averages);
    this.sources = List.copyOf(sources);
    this.blocks = ParameterBlocks.of(sources);
    this.decay = decay;
  }

  /**
   * Takes in the parameters as they stand.
   *
   * @param executor shares the work
   */
  public void update(ShardExecutor executor) {
    updates++;
    weight = (float) (1 - Math.min(decay, (1.0 + updates) / (MEMORY + updates)));
    executor.run(blocks.size(), blendBlock);
  }

  /** The count of updates; the averages are their owner's. */
  @Override
  public void state(StateVisitor visitor) {
    updates = visitor.count("updates", updates);
  }

  private void blendBlock(int index) {
    ParameterBlocks.Block block = blocks.get(index);
    float[] average = averages.get(block.parameter()).value().values();
    float[] value = sources.get(block.parameter()).value().values();
    kernels.blend(average, value, weight, block.from(), block.to());
  }
}
