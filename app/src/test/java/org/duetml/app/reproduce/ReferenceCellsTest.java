package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.duetml.data.Distributions;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside the games. */
class ReferenceCellsTest {
  @TempDir private Path folder;

  /** Outside the squares of a checkerboard the true energy is infinite. */
  @Test
  void aDensityThatIsZeroSomewhereHasAFloorToo() throws Exception {
    ProjectedLaw checkerboard = (ProjectedLaw) Distributions.named("checkerboard");
    PaperScale scale = PaperExperimentTest.TINY;
    Lab lab = new Lab(checkerboard, scale, new TrainedParts(checkerboard, scale, folder));
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Map<String, Object> figures = ReferenceCells.floor(lab, 0).measurement().measure(executor);
      assertEquals(figures.get("auroc_uniform_ideal"), figures.get("auroc_uniform"));
      assertTrue((double) figures.get(SampleFigures.EXACT_DISTANCE) > 0);
      assertFalse(figures.containsKey(GameCase.DIVERGENCE));
    }
  }
}
