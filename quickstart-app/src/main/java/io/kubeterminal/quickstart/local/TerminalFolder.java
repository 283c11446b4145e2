package io.kubeterminal.quickstart.local;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The home folder of one terminal, its owner's alone: the kubeconfig is in it, and it goes with the
 * terminal.
 */
record TerminalFolder(Path path) {

  /** Makes the folder anew, with {@code kubeconfig} in it unless that is null. */
  static TerminalFolder create(Path path, @Nullable String kubeconfig) throws IOException {
    TerminalFolder folder = new TerminalFolder(path);
    folder.delete();
    Files.createDirectory(path, asFileAttribute(fromString("rwx------")));
    if (kubeconfig != null) {
      Files.createFile(folder.kubeconfig(), asFileAttribute(fromString("rw-------")));
      Files.writeString(folder.kubeconfig(), kubeconfig);
    }
    return folder;
  }

  Path kubeconfig() {
    return path.resolve(".kubeconfig");
  }

  /** Removes the folder and all that is in it; links are removed, never followed. */
  void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(folder, fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
