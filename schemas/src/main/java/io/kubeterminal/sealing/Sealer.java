package io.kubeterminal.sealing;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Seals a credential to the provisioner's newest public key: a JWE in compact form, ECDH-ES+A256KW
 * and A256GCM, with the terminal's id in its protected header {@code tid}, so that it opens for
 * that terminal alone.
 */
public final class Sealer {

  static final JWEAlgorithm ALGORITHM = JWEAlgorithm.ECDH_ES_A256KW;
  static final EncryptionMethod METHOD = EncryptionMethod.A256GCM;
  static final String TERMINAL_ID = "tid";

  private final Supplier<JWKSet> keys;

  /**
   * @param keys the public keys; the first EC key with a {@code kid} seals
   */
  public Sealer(JWKSet keys) {
    this(() -> keys);
  }

  /**
   * @param keys the public keys, which may be rotated meanwhile
   */
  public Sealer(KeyFile<JWKSet> keys) {
    this(keys::get);
  }

  private Sealer(Supplier<JWKSet> keys) {
    this.keys = keys;
    key();
  }

  private ECKey key() {
    return keys.get().getKeys().stream()
        .filter(candidate -> candidate instanceof ECKey && candidate.getKeyID() != null)
        .map(candidate -> candidate.toECKey().toPublicJWK())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no EC key with a kid to seal to"));
  }

  /** Seals {@code credential} for the terminal {@code terminalId}. */
  public String seal(UUID terminalId, String credential) {
    ECKey key = key();
    JWEHeader header =
        new JWEHeader.Builder(ALGORITHM, METHOD)
            .keyID(key.getKeyID())
            .customParam(TERMINAL_ID, terminalId.toString())
            .build();
    JWEObject sealed = new JWEObject(header, new Payload(credential));
    try {
      sealed.encrypt(new ECDHEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot seal with key " + key.getKeyID(), e);
    }
    return sealed.serialize();
  }
}
