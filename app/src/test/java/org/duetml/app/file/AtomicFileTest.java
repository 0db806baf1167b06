package org.duetml.app.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsWrittenAndReplaced() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, writer -> writer.write("first"));
    AtomicFile.write(file, writer -> writer.write("zweite Fassung: ä"));
    assertEquals("zweite Fassung: ä", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    AtomicFile.write(
        file,
        writer -> {
          writer.write("new");
          writer.flush();
          assertEquals("old", Files.readString(file));
        });
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aFailureLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    writer -> {
                      writer.write("half");
                      throw new IOException("full");
                    }));
    assertEquals(file + ": full", thrown.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
    AtomicFile.write(link, writer -> writer.write("new"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aFolderOrAMissingFolderIsRefusedByName() {
    Path missing = folder.resolve("missing");
    NoSuchFileException noFolder =
        assertThrows(
            NoSuchFileException.class,
            () -> AtomicFile.write(missing.resolve("a.txt"), writer -> writer.write("")));
    assertEquals(missing.toString(), noFolder.getFile());
    FileSystemException isFolder =
        assertThrows(
            FileSystemException.class, () -> AtomicFile.write(folder, writer -> writer.write("")));
    assertEquals(folder.toString(), isFolder.getFile());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
