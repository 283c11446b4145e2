package io.kubeterminal.quickstart.local;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The home folder of one terminal, its owner's alone: the kubeconfig is in it, and it goes with the
 * terminal.
 */
record TerminalFolder(Path path) {

  /** Makes the folder anew, with {@code kubeconfig} in it unless that is null. */
  static TerminalFolder create(Path path, @Nullable String kubeconfig) throws IOException {
    TerminalFolder folder = new TerminalFolder(path);
    FolderRemoval.remove(path);
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
}
