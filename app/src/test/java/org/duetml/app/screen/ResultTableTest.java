package org.duetml.app.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void figuresStandBesideWhatTheyCompareWith() {
    Map<String, Object> metrics =
        Map.ofEntries(
            Map.entry("data", "8gaussians"),
            Map.entry("sliced_wasserstein", 0.03125),
            Map.entry("pretrain_sliced_wasserstein", 0.131),
            Map.entry("sliced_wasserstein_floor", 0.017),
            Map.entry("sliced_wasserstein_exact", 0.0279),
            Map.entry("auroc_uniform", 0.899),
            Map.entry("auroc_uniform_ideal", 0.903),
            Map.entry("kl_data_model", 0.0141),
            Map.entry("log_density_correlation", 0.987),
            Map.entry("nll_test", 2.80625),
            Map.entry("nll_test_ideal", 2.795),
            Map.entry("mode_weight_min", 0.12),
            Map.entry("mode_weight_max", 0.1305),
            Map.entry("within_3sd", 0.985));
    assertEquals(
        """
               sliced W2  exact sliced W2  AUROC      KL  correlation     NLL  mode weights  within 3 sd
        ------------------------------------------------------------------------------------------------
        GCD       0.0313           0.0279  0.899  0.0141        0.987  2.8063   0.120-0.131        0.985
        DDPM      0.1310                -      -       -            -       -             -            -
        floor     0.0170                -      -       -            -       -             -            -
        ideal     0.0000           0.0000  0.903  0.0000        1.000  2.7950             -            -
        DDPM: the diffusion model it started from. Floor: fresh data in place of samples.
        """,
        ResultTable.of(metrics));
  }

  @Test
  void figuresThatDoNotApplyAreDashes() {
    String table = ResultTable.of(Map.of("sliced_wasserstein", 1.0, "data", "table"));
    assertEquals(
        "GCD       1.0000                -      -   -            -    -             -            -",
        table.lines().toList().get(2));
    assertEquals(
        "ideal     0.0000                -      -   -            -    -             -            -",
        table.lines().toList().get(5));
  }
}
