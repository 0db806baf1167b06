package org.duetml.app.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.config.SettingInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigYamlTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcd:\n  tau: 0.1\n  steps: 3\n",
        "gcd.tau: 0.1\ngcd.steps: 3\n",
        "gcd: {tau: 0.1}\ngcd.steps: 3\n",
        "# a comment\n---\ngcd:\n    tau: '0.1'   # a comment\ngcd.steps: 3",
        "{\"gcd\": {\"tau\": 0.1, \"steps\": 3}}"
      })
  void keysAreNestedOrDotted(String text) throws IOException {
    assertEquals(Map.of("gcd.tau", "0.1", "gcd.steps", "3"), values(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "gcd: {}\n"})
  void aFileMaySetNothing(String text) throws IOException {
    assertEquals(Map.of(), values(text));
  }

  @Test
  void everyValueKnowsItsPlace() throws IOException {
    Path file = file("seed: 3\n\ngcd:\n  tau:   0.1\n");
    assertEquals(file + ":4:10", ConfigYaml.read(file).get("gcd.tau").origin());
    assertEquals(file + ":1:7", ConfigYaml.read(file).get("seed").origin());
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    DuetConfig config =
        DuetConfig.of(
            Map.of("seed", -7, "gcd.tau", 1e-5, "gcd.sampler-step", "ppo", "ppo.clip", 1e6));
    for (DuetConfig each : List.of(config, DuetConfig.defaults())) {
      assertEquals(each, DuetConfig.of(values(ConfigYaml.write(each))));
    }
  }

  @Test
  void everyKeyIsWrittenWithItsMeaning() {
    String text = ConfigYaml.write(DuetConfig.defaults());
    for (SettingInfo setting : DuetConfig.settings()) {
      String name = setting.key().substring(setting.key().lastIndexOf('.') + 1);
      assertTrue(text.contains("# " + setting.about() + "\n"), setting.key());
      assertTrue(text.contains(setting.allowed() + "; default " + setting.initial()), name);
      assertTrue(text.matches("(?s).*\n *" + name + ": \\S+\n.*"), name);
    }
  }

  @Test
  void aDoubledKeyIsRefusedWithBothPlaces() {
    assertRefused("gcd:\n  tau: 1\ngcd.tau: 2\n", "%s:3:10: 'gcd.tau' is set already at %<s:2:8");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    assertRefused(
        "gcd:\n  tau: [1\n",
        "%s:3:1: expected ',' or ']', but got <stream end>;"
            + " expected keys and single values, such as 'gcd.tau: 0.1'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcd:\n  tau: [1, 2]\n", "- 1\n", "0.1\n", "gcd: &a\n  tau: *a\n"})
  void listsAndLooseValuesAreRefused(String text) throws IOException {
    Path file = file(text);
    ConfigException thrown = assertThrows(ConfigException.class, () -> ConfigYaml.read(file));
    assertTrue(
        thrown
            .getMessage()
            .matches(".*:\\d+:\\d+: expected keys and single values, such as 'gcd.tau: 0.1'"),
        thrown.getMessage());
  }

  @Test
  void aKeyMustBeAName() {
    assertRefused("[a, b]: 1\n", "%s:1:1: expected the name of a key");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("binary.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    ConfigException thrown = assertThrows(ConfigException.class, () -> ConfigYaml.read(file));
    assertTrue(thrown.getMessage().startsWith(file + ": is no "), thrown.getMessage());
  }

  private void assertRefused(String text, String message) {
    Path file = folder.resolve("config.yaml");
    ConfigException thrown = assertThrows(ConfigException.class, () -> ConfigYaml.read(file(text)));
    assertEquals(message.formatted(file), thrown.getMessage());
  }

  private Map<String, String> values(String text) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    ConfigYaml.read(file(text)).forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), text);
  }
}
