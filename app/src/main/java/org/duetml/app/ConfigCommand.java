package org.duetml.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.duetml.app.file.ConfigYaml;
import org.duetml.config.DuetConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code duet config}. */
@Command(
    name = "config",
    sortOptions = false,
    description =
        "Print all configuration keys with meanings and values, as YAML that --config accepts.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet config                                  all defaults",
      "  duet config > my.yaml                        a file to edit",
      "  duet config --config my.yaml --set gcd.tau=0.1",
      "  duet train 8gaussians --config my.yaml"
    })
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions options;

  @Override
  public Integer call() throws IOException {
    DuetConfig config = options.applyTo(DuetConfig.defaults());
    spec.commandLine().getOut().print(ConfigYaml.write(config));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
