package org.duetml.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.file.ConfigYaml;
import org.duetml.config.DuetConfig;
import org.duetml.config.SettingInfo;

/**
 * How a run was configured.
 *
 * @param asked what the user asked for; a 0 may stand for a rule
 * @param used what the model was trained with, all rules applied
 */
record RunConfiguration(DuetConfig asked, DuetConfig used) {
  /**
   * Reads what was asked for.
   *
   * @param file {@code config.yaml} of the run
   * @param used the configuration of its model
   * @return both
   * @throws IOException if the file cannot be read
   */
  static RunConfiguration read(Path file, DuetConfig used) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    ConfigYaml.read(file).forEach((key, entry) -> values.put(key, entry.value()));
    return new RunConfiguration(DuetConfig.of(values), used);
  }

  /** One JSON object for every key: {@code key, value, initial, about, changed}. */
  List<Map<String, Object>> toDocument() {
    Map<String, Object> values = used.toMap();
    List<Map<String, Object>> keys = new ArrayList<>();
    for (SettingInfo setting : DuetConfig.settings()) {
      Map<String, Object> key = new LinkedHashMap<>();
      key.put("key", setting.key());
      key.put("value", ConfigYaml.text(values.get(setting.key())));
      key.put("initial", setting.initial());
      key.put("about", setting.about());
      key.put("changed", changed(setting.key()));
      keys.add(key);
    }
    return keys;
  }

  /** The command that trains such a model. */
  String command(String data) {
    StringBuilder command = new StringBuilder("duet train ").append(data);
    for (SettingInfo setting : DuetConfig.settings()) {
      if (changed(setting.key())) {
        String value = ConfigYaml.text(asked.toMap().get(setting.key()));
        command.append(" --set ").append(setting.key()).append('=').append(value);
      }
    }
    return command.toString();
  }

  private boolean changed(String key) {
    return !asked.toMap().get(key).equals(DuetConfig.defaults().toMap().get(key));
  }
}
