package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.reproduce.BaselineSampler.Rule;
import org.duetml.app.reproduce.ScheduleSearch.Method;
import org.duetml.diffusion.NoiseSchedule.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the search for schedules looks at and what it takes. */
class ScheduleSearchTest {
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 100, 1000})
  void thePlainScheduleIsACandidateAndAllHaveNamesOfTheirOwn(int steps) {
    for (Method method : Method.values()) {
      List<BaselineSampler> candidates = new ScheduleSearch(method, steps).candidates();
      assertTrue(candidates.contains(BaselineSampler.plainLinear(method.plainRule())));
      long names = candidates.stream().map(BaselineSampler::toString).distinct().count();
      assertEquals(candidates.size(), names);
    }
  }

  @Test
  void theNearestToTheDataIsTaken() {
    ScheduleSearch search = new ScheduleSearch(Method.DDPM, 5);
    Map<String, Object> distances = new HashMap<>();
    search.candidates().forEach(candidate -> distances.put(candidate.toString(), 0.5));
    distances.put("log-snr 0.15-5.0, small sigma", 0.1);
    BaselineSampler best = search.best(distances);
    assertEquals(new BaselineSampler(Kind.LOG_SNR, 0.15, 5, Rule.DDPM_SMALL), best);
  }
}
