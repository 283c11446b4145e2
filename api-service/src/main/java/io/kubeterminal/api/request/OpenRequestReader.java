package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.schema.CredentialKind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a POST. Property names may be written in any case, since the first client of
 * this API wrote them with a capital.
 */
final class OpenRequestReader {

  private static final Map<String, String> FIELDS =
      List.of("user", "token", "kubeconfig", "namespace", "image", "ttlSeconds", "lifetimeSeconds")
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
  static final String DEFAULT_NAMESPACE = "default";

  private static final String ONE_CREDENTIAL = "Exactly one of token and kubeconfig is required.";
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNameLength(256)
                          .maxNumberLength(32)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private record Credential(CredentialKind kind, String text) {}

  /** A token that opens nothing: events always carry one. */
  private static final Credential NO_CREDENTIAL = new Credential(CredentialKind.TOKEN, "none");

  /** Unwinds the reading at the first thing that is wrong; never leaves this class. */
  private static final class Wrong extends RuntimeException {
    private final Invalid<OpenRequest> invalid;

    Wrong(ProblemCode code, @Nullable String field, String detail) {
      super(detail, null, false, false);
      this.invalid = new Invalid<>(code, field, detail);
    }
  }

  private final ApiSettings settings;
  private final KubeconfigServers servers;

  OpenRequestReader(ApiSettings settings) {
    this.settings = settings;
    this.servers = new KubeconfigServers(settings.apiServers());
  }

  static Collection<String> fields() {
    return FIELDS.values();
  }

  /**
   * @param owner whose terminal it will be, whatever the body says
   * @param ownToken what its shell uses when the body brings no credential; null: the settings say
   */
  Reading<OpenRequest> read(byte[] body, String owner, @Nullable String ownToken) {
    try {
      return new Valid<>(request(properties(body), owner, ownToken));
    } catch (Wrong wrong) {
      return wrong.invalid;
    }
  }

  private static Map<String, JsonNode> properties(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new Wrong(ProblemCode.MALFORMED_JSON, null, "The body is not well-formed JSON.");
    }
    if (!json.isObject()) {
      throw new Wrong(ProblemCode.MALFORMED_JSON, null, "The body must be a JSON object.");
    }
    Map<String, JsonNode> properties = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      String field = FIELDS.get(property.getKey().toLowerCase(Locale.ROOT));
      if (field == null) {
        throw new Wrong(
            ProblemCode.UNKNOWN_FIELD,
            word(property.getKey()),
            "Known fields are user, token, kubeconfig, namespace, image, ttlSeconds and"
                + " lifetimeSeconds.");
      }
      if (properties.containsKey(field)) {
        throw new Wrong(ProblemCode.INVALID_FIELD, field, "The field is there twice.");
      }
      if (!property.getValue().isNull()) {
        properties.put(field, property.getValue());
      }
    }
    return properties;
  }

  private OpenRequest request(
      Map<String, JsonNode> properties, String owner, @Nullable String ownToken) {
    String user = text(properties, "user");
    check(user == null || Bounds.isUser(user), "user", Bounds.USER_RULE);
    Credential credential = credential(properties, ownToken);
    String namespace = text(properties, "namespace");
    check(namespace == null || Bounds.isNamespace(namespace), "namespace", Bounds.NAMESPACE_RULE);
    String image = text(properties, "image");
    check(
        image == null || settings.images().contains(image),
        "image",
        "Only an image that this installation lists (terminal.api.images) may be chosen.");
    return new OpenRequest(
        owner,
        user,
        credential.kind(),
        credential.text(),
        namespace == null ? DEFAULT_NAMESPACE : namespace,
        image,
        ttlSeconds(properties.get("ttlSeconds")),
        lifetimeSeconds(properties.get("lifetimeSeconds")));
  }

  private Credential credential(Map<String, JsonNode> properties, @Nullable String ownToken) {
    String token = text(properties, "token");
    String kubeconfig = text(properties, "kubeconfig");
    check(token == null || kubeconfig == null, "kubeconfig", ONE_CREDENTIAL);
    if (token != null) {
      check(Bounds.isToken(token), "token", Bounds.TOKEN_RULE);
      return new Credential(CredentialKind.TOKEN, token);
    }
    if (kubeconfig != null) {
      check(Bounds.isKubeconfig(kubeconfig), "kubeconfig", Bounds.KUBECONFIG_RULE);
      check(servers.allow(kubeconfig), "kubeconfig", KubeconfigServers.RULE);
      return new Credential(CredentialKind.KUBECONFIG, kubeconfig);
    }
    if (ownToken != null) {
      return new Credential(CredentialKind.TOKEN, ownToken);
    }
    return switch (settings.credential()) {
      case OPTIONAL -> NO_CREDENTIAL;
      case REQUIRED -> throw new Wrong(ProblemCode.MISSING_FIELD, "token", ONE_CREDENTIAL);
    };
  }

  private static void check(boolean right, String field, String rule) {
    if (!right) {
      throw new Wrong(ProblemCode.INVALID_FIELD, field, rule);
    }
  }

  private int ttlSeconds(@Nullable JsonNode ttl) {
    return ttl == null
        ? (int) settings.defaultTtl().toSeconds()
        : seconds(ttl, "ttlSeconds", settings.minTtl(), settings.maxTtl());
  }

  private @Nullable Integer lifetimeSeconds(@Nullable JsonNode lifetime) {
    return lifetime == null
        ? null
        : (Integer)
            seconds(
                lifetime, "lifetimeSeconds", ApiSettings.SHORTEST_LIFETIME, settings.maxLifetime());
  }

  private static int seconds(JsonNode number, String field, Duration least, Duration most) {
    long min = least.toSeconds();
    long max = most.toSeconds();
    check(
        number.isIntegralNumber()
            && number.canConvertToInt()
            && number.intValue() >= min
            && number.intValue() <= max,
        field,
        "A whole number of seconds from %d to %d.".formatted(min, max));
    return number.intValue();
  }

  private static @Nullable String text(Map<String, JsonNode> properties, String field) {
    JsonNode value = properties.get(field);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw new Wrong(ProblemCode.INVALID_FIELD, field, "Must be a string.");
    }
    return value.stringValue();
  }

  /**
   * Only what can be the name of a field is said again: a credential put there by mistake is not.
   */
  private static @Nullable String word(String name) {
    return name.matches("[A-Za-z]{1,24}") ? name : null;
  }
}
