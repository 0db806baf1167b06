package org.duetml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles against the library as it is. */
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyJavaExampleCompiles(@TempDir Path output) throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<JavaFileObject> sources = new ArrayList<>();
    Matcher blocks = JAVA_BLOCK.matcher(readme);
    while (blocks.find()) {
      sources.add(example("Example" + sources.size(), blocks.group(1)));
    }
    assertFalse(sources.isEmpty(), "the README shows no Java");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", output.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(messages, null, null, options, null, sources).call();
    assertEquals("", compiled ? "" : messages.toString());
  }

  /** The imports go before a class, the rest becomes its one method. */
  private static JavaFileObject example(String name, String block) {
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (String line : block.lines().toList()) {
      (line.startsWith("import ") ? imports : body).append(line).append('\n');
    }
    String source =
        "%sclass %s { static void run(float[][] rows) throws Exception {\n%s}}"
            .formatted(imports, name, body);
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
