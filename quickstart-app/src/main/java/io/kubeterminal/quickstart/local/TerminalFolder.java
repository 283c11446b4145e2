package io.kubeterminal.quickstart.local;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The home folder of one terminal, its owner's alone: the kubeconfig is in it, and it goes with the
 * terminal.
 */
record TerminalFolder(Path path) {

  /** Makes the folder anew. */
  static TerminalFolder create(Path path) throws IOException {
    FolderRemoval.remove(path);
    Files.createDirectory(path, asFileAttribute(fromString("rwx------")));
    return new TerminalFolder(path);
  }

  /** Writes the kubeconfig anew: who reads it meanwhile gets the old one or the new one whole. */
  void write(String kubeconfig) throws IOException {
    Path draft = path.resolve(".kubeconfig.new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, asFileAttribute(fromString("rw-------")));
    Files.writeString(draft, kubeconfig);
    Files.move(draft, kubeconfig(), StandardCopyOption.ATOMIC_MOVE);
  }

  Path kubeconfig() {
    return path.resolve(".kubeconfig");
  }
}
