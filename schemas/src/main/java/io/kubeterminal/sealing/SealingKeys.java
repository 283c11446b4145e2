package io.kubeterminal.sealing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Key pairs for sealing, kept as JWK sets in files: one for the provisioner, one for everybody. */
public final class SealingKeys {

  public static final String PRIVATE_FILE = "sealing-private.jwks.json";
  public static final String PUBLIC_FILE = "sealing-public.jwks.json";

  private SealingKeys() {}

  /** A new P-256 pair; its kid is the key's own thumbprint. */
  public static JWKSet generate() {
    try {
      return new JWKSet(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.ENCRYPTION)
              .algorithm(Sealer.ALGORITHM)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot make a P-256 key", e);
    }
  }

  /** Reads a JWK set, public or private. The error never shows the file's content. */
  public static JWKSet read(Path file) throws IOException {
    try {
      return JWKSet.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new IOException(file + " is not a JWK set (RFC 7517)");
    }
  }

  /**
   * Writes a new pair into {@code folder}, the private half readable by its owner alone; a private
   * half that is there stays as it is, and a missing public half is made from it.
   *
   * @return whether a pair was made
   */
  public static boolean generateInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path privateFile = folder.resolve(PRIVATE_FILE);
    Path publicFile = folder.resolve(PUBLIC_FILE);
    boolean missing = Files.notExists(privateFile);
    if (missing) {
      write(privateFile, generate().toString(false), "rw-------");
    }
    if (missing || Files.notExists(publicFile)) {
      write(publicFile, read(privateFile).toString(true), "rw-r--r--");
    }
    return missing;
  }

  /**
   * Puts a new pair first in both files of {@code folder}; of those before, the newest alone goes
   * on opening what was sealed to it.
   */
  public static void rotateIn(Path folder) throws IOException {
    Path privateFile = folder.resolve(PRIVATE_FILE);
    List<JWK> keys = new ArrayList<>(generate().getKeys());
    keys.addAll(read(privateFile).getKeys().stream().limit(1).toList());
    JWKSet rotated = new JWKSet(keys);
    // The private half first: nobody seals to a key that cannot open yet.
    write(privateFile, rotated.toString(false), "rw-------");
    write(folder.resolve(PUBLIC_FILE), rotated.toString(true), "rw-r--r--");
  }

  /** All or nothing: whoever is killed in between leaves no half-written key behind. */
  static void write(Path file, String text, String permissions) throws IOException {
    Path draft =
        Files.createTempFile(
            file.getParent(),
            file.getFileName() + ".",
            ".draft",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    try {
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
