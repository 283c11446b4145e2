package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.schema.CredentialKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the body of a PUT of a token or kubeconfig. */
final class NewCredentialReader {

  private static final String TOKEN = "token";
  private static final String KUBECONFIG = "kubeconfig";
  private static final Set<String> FIELDS = Set.of(TOKEN, KUBECONFIG);
  private static final String ONE = "Exactly one of token and kubeconfig is required.";

  private final KubeconfigServers servers;

  NewCredentialReader(ApiSettings settings) {
    this.servers = new KubeconfigServers(settings.apiServers());
  }

  Reading<NewCredential> read(byte[] body) {
    JsonNode json;
    try {
      json = OpenRequestReader.JSON.readTree(body);
    } catch (JacksonException e) {
      return invalid(ProblemCode.MALFORMED_JSON, null, "The body is not well-formed JSON.");
    }
    if (!json.isObject()) {
      return invalid(ProblemCode.MALFORMED_JSON, null, "The body must be a JSON object.");
    }
    if (!json.properties().stream().allMatch(property -> FIELDS.contains(property.getKey()))) {
      return invalid(ProblemCode.UNKNOWN_FIELD, null, "Known fields are token and kubeconfig.");
    }
    if (json.hasNonNull(TOKEN) == json.hasNonNull(KUBECONFIG)) {
      return json.hasNonNull(TOKEN)
          ? invalid(ProblemCode.INVALID_FIELD, KUBECONFIG, ONE)
          : invalid(ProblemCode.MISSING_FIELD, TOKEN, ONE);
    }
    return json.hasNonNull(TOKEN) ? token(json.path(TOKEN)) : kubeconfig(json.path(KUBECONFIG));
  }

  private static Reading<NewCredential> token(JsonNode node) {
    return node.isString() && Bounds.isToken(node.stringValue())
        ? new Valid<>(new NewCredential(CredentialKind.TOKEN, node.stringValue()))
        : invalid(ProblemCode.INVALID_FIELD, TOKEN, Bounds.TOKEN_RULE);
  }

  private Reading<NewCredential> kubeconfig(JsonNode node) {
    if (!node.isString() || !Bounds.isKubeconfig(node.stringValue())) {
      return invalid(ProblemCode.INVALID_FIELD, KUBECONFIG, Bounds.KUBECONFIG_RULE);
    }
    return servers.allow(node.stringValue())
        ? new Valid<>(new NewCredential(CredentialKind.KUBECONFIG, node.stringValue()))
        : invalid(ProblemCode.INVALID_FIELD, KUBECONFIG, KubeconfigServers.RULE);
  }

  private static Reading<NewCredential> invalid(
      ProblemCode code, @Nullable String field, String detail) {
    return new Invalid<>(code, field, detail);
  }
}
