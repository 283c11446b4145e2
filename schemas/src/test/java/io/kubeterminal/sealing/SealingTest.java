package io.kubeterminal.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final String CREDENTIAL = "hunter2-héllo\nkind: Config";

  private final JWKSet keys = SealingKeys.generate();
  private final Sealer sealer = new Sealer(keys.toPublicJWKSet());
  private final Opener opener = new Opener(keys);

  @Test
  void what_is_sealed_opens_for_its_terminal() throws Exception {
    assertThat(opener.open(ID, sealer.seal(ID, CREDENTIAL))).isEqualTo(CREDENTIAL);
  }

  @Test
  void the_form_is_the_one_that_other_services_seal_in() throws Exception {
    JWEHeader header = JWEObject.parse(sealer.seal(ID, CREDENTIAL)).getHeader();
    assertThat(header.getAlgorithm()).isEqualTo(JWEAlgorithm.ECDH_ES_A256KW);
    assertThat(header.getEncryptionMethod()).isEqualTo(EncryptionMethod.A256GCM);
    assertThat(header.getKeyID()).isEqualTo(keys.getKeys().getFirst().getKeyID());
    assertThat(header.getCustomParam("tid")).isEqualTo(ID.toString());
  }

  @Test
  void the_same_credential_never_looks_the_same() {
    String sealed = sealer.seal(ID, CREDENTIAL);
    assertThat(sealer.seal(ID, CREDENTIAL)).isNotEqualTo(sealed);
    assertThat(sealed).doesNotContain("hunter2").hasSizeLessThan(600);
  }

  @Test
  void it_does_not_open_for_another_terminal() {
    String sealed = sealer.seal(ID, CREDENTIAL);
    assertCannotOpen(opener, UUID.randomUUID(), sealed, "another terminal");
  }

  @Test
  void it_does_not_open_with_another_key() {
    String sealed = sealer.seal(ID, CREDENTIAL);
    assertCannotOpen(new Opener(SealingKeys.generate()), ID, sealed, "not held here");
  }

  @Test
  void both_keys_open_while_one_replaces_the_other() throws Exception {
    JWK older = keys.getKeys().getFirst();
    JWK newer = SealingKeys.generate().getKeys().getFirst();
    Opener both = new Opener(new JWKSet(List.of(newer, older)));
    Sealer newest = new Sealer(new JWKSet(List.of(newer, older)).toPublicJWKSet());

    assertThat(both.open(ID, sealer.seal(ID, "old"))).isEqualTo("old");
    String sealed = newest.seal(ID, "new");
    assertThat(both.open(ID, sealed)).isEqualTo("new");
    assertThat(JWEObject.parse(sealed).getHeader().getKeyID()).isEqualTo(newer.getKeyID());
    assertCannotOpen(opener, ID, sealed, "not held here");
  }

  @Test
  void a_change_in_any_part_is_noticed() {
    String[] parts = sealer.seal(ID, CREDENTIAL).split("\\.");
    for (int part = 0; part < parts.length; part++) {
      String[] altered = parts.clone();
      altered[part] = flip(parts[part]);
      assertCannotOpen(opener, ID, String.join(".", altered), "");
    }
  }

  @Test
  void another_terminal_cannot_be_written_over_the_seal() throws Exception {
    UUID other = UUID.randomUUID();
    String[] mine = sealer.seal(ID, CREDENTIAL).split("\\.");
    mine[0] = sealer.seal(other, CREDENTIAL).split("\\.")[0];
    assertCannotOpen(opener, other, String.join(".", mine), "");
  }

  @Test
  void another_algorithm_is_refused_before_any_key_is_used() throws Exception {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(keys.getKeys().getFirst().getKeyID())
            .customParam("tid", ID.toString())
            .build();
    JWEObject sealed = new JWEObject(header, new Payload(CREDENTIAL));
    sealed.encrypt(new DirectEncrypter(new byte[32]));
    assertCannotOpen(opener, ID, sealed.serialize(), "ECDH-ES+A256KW");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hunter2", "hunter2.hunter2.hunter2", "a.b.c.d.e", "{}", "....", "eyJ9"})
  void what_is_no_seal_is_refused_without_repeating_it(String text) {
    assertCannotOpen(opener, ID, text, "");
  }

  /** A header is somebody else's words: what the library trips over in it is no outage of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'alg':'ECDH-ES+A256KW'}",
        "{'alg':'ECDH-ES+A256KW','enc':'A256GCM'}",
        "{'alg':'ECDH-ES+A256KW','enc':'A256GCM','kid':'KID'}",
        "{'alg':'ECDH-ES+A256KW','enc':'A256GCM','kid':'KID','epk':{}}",
        "{'alg':'ECDH-ES+A256KW','enc':'A256GCM','kid':'KID','epk':{'kty':'EC','crv':'P-256'}}",
        "{'alg':'ECDH-ES+A256KW','enc':'A256GCM','kid':'KID','crit':[]}",
        "{'alg':null,'enc':null,'kid':null}",
        "[]",
        "null"
      })
  void whatever_stands_in_the_header_is_refused_in_good_order(String header) {
    String json = header.replace('\'', '"').replace("KID", keys.getKeys().getFirst().getKeyID());
    assertCannotOpen(opener, ID, Base64URL.encode(json) + ".YQ.YQ.YQ.YQ", "");
  }

  @Test
  void a_public_half_opens_nothing() {
    String sealed = sealer.seal(ID, CREDENTIAL);
    assertCannotOpen(new Opener(keys.toPublicJWKSet()), ID, sealed, "");
  }

  @Test
  void without_a_key_nothing_is_sealed() {
    assertThatThrownBy(() -> new Sealer(new JWKSet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kid");
  }

  private static void assertCannotOpen(Opener opener, UUID id, String sealed, String why) {
    assertThatThrownBy(() -> opener.open(id, sealed))
        .isInstanceOf(CannotOpen.class)
        .hasMessageContaining(why)
        .satisfies(
            e -> {
              StringWriter text = new StringWriter();
              e.printStackTrace(new PrintWriter(text));
              assertThat(text.toString()).doesNotContain("hunter2");
            });
  }

  /** Changes a bit that counts: the last character of a part may hold unused ones. */
  private static String flip(String part) {
    char first = part.charAt(0);
    return (first == 'A' ? 'B' : 'A') + part.substring(1);
  }
}
