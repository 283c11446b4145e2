package io.kubeterminal.sealing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens what {@link Sealer} sealed. Only the provisioner holds the private keys for it. */
public final class Opener {

  private final Supplier<JWKSet> keys;
  private final Supplier<JWKSet> newest;

  /**
   * @param keys the private keys; several may be live while keys are rotated
   */
  public Opener(JWKSet keys) {
    this(() -> keys, () -> keys);
  }

  /**
   * @param keys the private keys, which may be rotated meanwhile
   */
  public Opener(KeyFile<JWKSet> keys) {
    this(keys::get, keys::newest);
  }

  private Opener(Supplier<JWKSet> keys, Supplier<JWKSet> newest) {
    this.keys = keys;
    this.newest = newest;
  }

  private @Nullable JWK key(String kid) {
    JWK key = keys.get().getKeyByKeyId(kid);
    return key != null ? key : newest.get().getKeyByKeyId(kid);
  }

  /**
   * The credential sealed for {@code terminalId}.
   *
   * @throws CannotOpen saying why, without a byte of what was sealed
   */
  public String open(UUID terminalId, String sealed) throws CannotOpen {
    try {
      JWEObject jwe = JWEObject.parse(sealed);
      if (!Sealer.ALGORITHM.equals(jwe.getHeader().getAlgorithm())
          || !Sealer.METHOD.equals(jwe.getHeader().getEncryptionMethod())) {
        throw new CannotOpen("sealed with another algorithm than ECDH-ES+A256KW, A256GCM");
      }
      String kid = jwe.getHeader().getKeyID();
      JWK key = kid == null ? null : key(kid);
      if (!(key instanceof ECKey ecKey)) {
        throw new CannotOpen("sealed to a key that is not held here");
      }
      jwe.decrypt(new ECDHDecrypter(ecKey));
      if (!terminalId.toString().equals(jwe.getHeader().getCustomParam(Sealer.TERMINAL_ID))) {
        throw new CannotOpen("sealed for another terminal");
      }
      return jwe.getPayload().toString();
    } catch (ParseException | JOSEException | RuntimeException e) {
      // The last for a header that the library does not expect, such as one without "enc".
      throw new CannotOpen("not a JWE that key opens, or altered on the way");
    }
  }
}
