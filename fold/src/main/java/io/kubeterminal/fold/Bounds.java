package io.kubeterminal.fold;

import static io.kubeterminal.schema.EndReason.ADMIN;
import static io.kubeterminal.schema.EndReason.CRASHED;
import static io.kubeterminal.schema.EndReason.IDLE;
import static io.kubeterminal.schema.EndReason.IMAGE_PULL;
import static io.kubeterminal.schema.EndReason.MAX_LIFETIME;
import static io.kubeterminal.schema.EndReason.NODE_LOST;
import static io.kubeterminal.schema.EndReason.PROVISION_TIMEOUT;
import static io.kubeterminal.schema.EndReason.QUOTA;
import static io.kubeterminal.schema.EndReason.REFUSED;
import static io.kubeterminal.schema.EndReason.TOKEN_REVOKED;
import static io.kubeterminal.schema.EndReason.UNKNOWN;
import static io.kubeterminal.schema.EndReason.UNSCHEDULABLE;
import static io.kubeterminal.schema.EndReason.USER;

import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * The bounds that the schemas state, checked before an event is folded: whoever wrote it, no row
 * holds what they forbid. A message that is too long is shortened by the fold instead.
 */
final class Bounds {

  private static final Pattern OWNER = Pattern.compile("\\P{C}+");
  private static final Pattern DISPLAY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern HOST = Pattern.compile("[^\\s\\[\\]/]{1,253}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern CREDENTIAL_VERSION = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern COMPACT_JWE =
      Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++){4}");
  private static final int SEALED_LENGTH = 131_072;
  private static final int NAME_LENGTH = 512;
  private static final int LONGEST_LIFETIME = 2_592_000;

  // A reason that only a newer writer knows reads as UNKNOWN, and still ends the terminal.
  private static final Set<EndReason> OF_CLOSE =
      Set.of(USER, ADMIN, MAX_LIFETIME, QUOTA, TOKEN_REVOKED, UNKNOWN);
  private static final Set<EndReason> OF_EXPIRY = Set.of(IDLE, MAX_LIFETIME, UNKNOWN);
  private static final Set<EndReason> OF_FAILURE =
      Set.of(
          IMAGE_PULL,
          UNSCHEDULABLE,
          CRASHED,
          PROVISION_TIMEOUT,
          REFUSED,
          QUOTA,
          NODE_LOST,
          UNKNOWN);

  private Bounds() {}

  /** Which bound the event breaks, in words that show no value of it; empty: none. */
  static Optional<String> broken(SpecificRecord event) {
    return switch (event) {
      case TerminalRequested requested -> broken(requested);
      case TerminalReady ready -> broken(ready.getEndpoint());
      case TerminalCredentialRenewed renewed -> broken(renewed);
      case TerminalCloseRequested close -> broken(close);
      case TerminalExpired expired ->
          unless(OF_EXPIRY.contains(expired.getReason()), "reason must be IDLE or MAX_LIFETIME");
      case TerminalFailed failed ->
          unless(
              OF_FAILURE.contains(failed.getReason()),
              "reason must be IMAGE_PULL, UNSCHEDULABLE, CRASHED, PROVISION_TIMEOUT, REFUSED,"
                  + " QUOTA or NODE_LOST");
      default -> Optional.empty();
    };
  }

  private static Optional<String> broken(TerminalRequested requested) {
    String image = requested.getImage();
    String fingerprint = requested.getRequestFingerprint();
    String displayName = requested.getDisplayName();
    Integer lifetime = requested.getLifetimeSeconds();
    return first(
        unless(
            isOwner(requested.getOwner()),
            "owner must be 1 to 512 characters without control characters, and no white space at"
                + " either end"),
        unless(
            matches(DNS_LABEL, requested.getNamespace()),
            "namespace must be an RFC 1123 label of 1 to 63 characters"),
        broken(requested.getCredentialKind(), requested.getSealedCredential()),
        unless(
            image == null || between(1, image.length(), 255), "image must be 1 to 255 characters"),
        unless(between(60, requested.getTtlSeconds(), 86_400), "ttlSeconds must be 60 to 86400"),
        unless(
            fingerprint == null || matches(SHA_256, fingerprint),
            "requestFingerprint must be 64 hexadecimal characters"),
        unless(
            displayName == null || matches(DISPLAY_NAME, displayName),
            "displayName must be 1 to 63 characters: a letter or digit, then letters, digits and"
                + " . _ @ : -"),
        unless(
            lifetime == null || between(60, lifetime, LONGEST_LIFETIME),
            "lifetimeSeconds must be 60 to 2592000"));
  }

  private static Optional<String> broken(TerminalCredentialRenewed renewed) {
    return first(
        broken(renewed.getCredentialKind(), renewed.getSealedCredential()),
        requester(renewed.getRequestedBy()));
  }

  private static Optional<String> broken(CredentialKind kind, String sealed) {
    return first(
        unless(kind != CredentialKind.UNKNOWN, "credentialKind must be TOKEN or KUBECONFIG"),
        unless(
            sealed.length() <= SEALED_LENGTH && matches(COMPACT_JWE, sealed),
            "sealedCredential must be a JWE in compact form of at most 131072 characters"));
  }

  private static Optional<String> broken(Endpoint endpoint) {
    return first(
        unless(
            matches(HOST, endpoint.getHost()),
            "endpoint.host must be an address or name of 1 to 253 characters without brackets"),
        unless(between(1, endpoint.getPort(), 65_535), "endpoint.port must be 1 to 65535"));
  }

  private static Optional<String> broken(TerminalCloseRequested close) {
    String version = close.getSealedVersion();
    return first(
        unless(
            OF_CLOSE.contains(close.getReason()),
            "reason must be USER, ADMIN, MAX_LIFETIME, QUOTA or TOKEN_REVOKED"),
        requester(close.getRequestedBy()),
        unless(
            version == null || matches(CREDENTIAL_VERSION, version),
            "sealedVersion must be 32 hexadecimal characters in lower case"));
  }

  private static Optional<String> requester(String name) {
    return unless(
        between(1, name.length(), NAME_LENGTH), "requestedBy must be 1 to 512 characters");
  }

  private static boolean isOwner(String name) {
    return between(1, name.length(), NAME_LENGTH)
        && matches(OWNER, name)
        && name.strip().length() == name.length();
  }

  private static Optional<String> unless(boolean kept, String words) {
    return kept ? Optional.empty() : Optional.of(words);
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... broken) {
    return Arrays.stream(broken).flatMap(Optional::stream).findFirst();
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).matches();
  }

  private static boolean between(int least, int value, int most) {
    return least <= value && value <= most;
  }
}
