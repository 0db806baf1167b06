package org.duetml.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duetml.nn.Decay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuetConfigTest {
  @Test
  void theDefaultsAreThoseOfTheSettings() {
    Map<String, Object> values = DuetConfig.defaults().toMap();
    for (SettingInfo setting : DuetConfig.settings()) {
      Object value = values.get(setting.key());
      if (value instanceof Double number) {
        assertEquals(Double.parseDouble(setting.initial()), number, setting.key());
      } else {
        assertEquals(setting.initial(), String.valueOf(value), setting.key());
      }
    }
    assertEquals(DuetConfig.settings().size(), values.size());
  }

  @Test
  void keysAreKebabCaseAndUnique() {
    List<String> keys = DuetConfig.settings().stream().map(SettingInfo::key).toList();
    assertEquals(keys.size(), new HashSet<>(keys).size());
    for (String key : keys) {
      assertTrue(key.matches("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*"), key);
    }
    assertTrue(keys.containsAll(List.of("seed", "gcd.tau", "warm-start.value-iterations")));
  }

  @Test
  void aConfigurationComesBackFromItsMap() {
    DuetConfig changed =
        DuetConfig.of(
            Map.of(
                "seed",
                Long.MIN_VALUE,
                "gcd.tau",
                0.1,
                "gcd.sampler-step",
                "ppo",
                "sampler.activation",
                "tanh",
                "evaluate.samples",
                200));
    assertEquals(changed, DuetConfig.of(changed.toMap()));
    assertEquals(Long.MIN_VALUE, changed.seed());
    assertEquals(0.1, changed.gcd().tau());
    assertEquals(DuetConfig.SamplerStep.PPO, changed.gcd().samplerStep());
    assertEquals(DuetConfig.defaults().pretrain(), changed.pretrain());
  }

  @Test
  void aConfigurationComesBackFromItsMapAsText() {
    DuetConfig changed = DuetConfig.defaults().with("gcd.energy-learning-rate", 1.25e-7);
    Map<String, String> text = new LinkedHashMap<>();
    changed.toMap().forEach((key, value) -> text.put(key, value.toString()));
    assertEquals(changed, DuetConfig.of(text));
  }

  @Test
  void withChangesOneKeyAndLeavesTheOriginal() {
    DuetConfig defaults = DuetConfig.defaults();
    DuetConfig changed = defaults.with("gcd.steps", 10);
    assertEquals(10, changed.gcd().steps());
    assertEquals(5, defaults.gcd().steps());
    assertEquals(defaults, changed.with("gcd.steps", "5"));
  }

  @ParameterizedTest
  @CsvSource({
    "gcd.tua, gcd.tau",
    "tau, gcd.tau",
    "gcd.samplerStep, gcd.sampler-step",
    "GCD.TAU, gcd.tau",
    "pretrain.learning_rate, pretrain.learning-rate",
    "sede, seed"
  })
  void anUnknownKeyIsRefusedWithTheClosest(String key, String closest) {
    ConfigException thrown = refused(key, "1");
    assertEquals(
        "unknown configuration key '%s'; did you mean '%s'?".formatted(key, closest),
        thrown.getMessage());
    assertEquals(key, thrown.key().orElseThrow());
  }

  @Test
  void aSectionIsNoKey() {
    assertEquals(
        "'value' is a section, not a key; its keys are value.width, value.layers",
        refused("value", "1").getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "gcd.tau, abc, a number from 0 to 1000000",
    "gcd.tau, NaN, a number from 0 to 1000000",
    "gcd.tau, Infinity, a number from 0 to 1000000",
    "gcd.tau, 1d, a number from 0 to 1000000",
    "gcd.tau, 0x1p3, a number from 0 to 1000000",
    "gcd.tau, '0,1', a number from 0 to 1000000",
    "gcd.tau, '', a number from 0 to 1000000",
    "gcd.tau, -0.1, a number from 0 to 1000000",
    "gcd.lambda, 1.0001, a number from 0 to 1",
    "ppo.clip, 0, a number from 0.000001 to 1000000",
    "gcd.steps, 0, a whole number from 1 to 1000",
    "gcd.steps, 2.5, a whole number from 1 to 1000",
    "gcd.iterations, 99999999999, a whole number from 0 to 1000000000",
    "seed, 1.5, a whole number",
    "gcd.sampler-step, magic, 'one of value-gradient, ppo, policy-gradient'",
    "gcd.sampler-step, PPO, 'one of value-gradient, ppo, policy-gradient'"
  })
  void anImpossibleValueIsRefusedWithWhatIsAllowed(String key, String value, String allowed) {
    ConfigException thrown = refused(key, value);
    String message = thrown.getMessage();
    assertTrue(message.startsWith(key + " = " + value + ": expected " + allowed + " ("), message);
    assertFalse(message.contains("\n"), message);
    assertEquals(key, thrown.key().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {".5", "0.5", "5e-1", "+0.5", "0.50", " 0.5 "})
  void numbersAreWrittenInAnyUsualWay(String text) {
    assertEquals(0.5, DuetConfig.defaults().with("gcd.lambda", text).gcd().lambda());
  }

  @Test
  void boundsBelongToTheRange() {
    assertEquals(1, DuetConfig.defaults().with("gcd.lambda", "1").gcd().lambda());
    assertEquals(0, DuetConfig.defaults().with("gcd.lambda", "0").gcd().lambda());
  }

  @Test
  void keysThatContradictEachOtherAreRefused() {
    String noise =
        assertThrows(
                ConfigException.class,
                () -> DuetConfig.of(Map.of("sampler.noise-min", 3, "sampler.noise-max", 2)))
            .getMessage();
    assertEquals("sampler.noise-min = 3.0: expected less than sampler.noise-max = 2.0", noise);
    String sigma = refused("sampler.sigma-max", "0.001").getMessage();
    assertEquals("sampler.sigma-min = 0.01: expected less than sampler.sigma-max = 0.001", sigma);
    String draws = refused("calibration.normalizer-draws", "999").getMessage();
    assertEquals(
        "calibration.normalizer-draws = 999: expected at least 1000, or 0 for no density", draws);
    String minibatches = refused("ppo.minibatches", "300").getMessage();
    assertEquals("ppo.minibatches = 300: expected at most gcd.batch = 256", minibatches);
  }

  @Test
  void keysDoNotDependOnTheLanguageOfTheMachine() {
    Locale original = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(
          Decay.LINEAR, DuetConfig.defaults().with("pretrain.decay", "linear").pretrain().decay());
    } finally {
      Locale.setDefault(original);
    }
  }

  @Test
  void everySettingSaysWhatItMeansAndAllows() {
    List<String> missing = new ArrayList<>();
    for (SettingInfo setting : DuetConfig.settings()) {
      if (setting.about().isBlank() || setting.allowed().isBlank()) {
        missing.add(setting.key());
      }
    }
    assertEquals(List.of(), missing);
  }

  private static ConfigException refused(String key, String value) {
    return assertThrows(ConfigException.class, () -> DuetConfig.of(Map.of(key, value)));
  }
}
