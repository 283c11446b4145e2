package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.schema.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenRequestReaderTest {

  private static final ApiSettings SETTINGS =
      SettingsOf.bind(
          ApiSettings.class, "terminal.api", Map.of("terminal.api.images", "allowed:1, allowed:2"));
  private static final String KUBECONFIG =
      "apiVersion: v1\\nclusters: []\\nusers: []\\ncontexts: []\\n";

  private final OpenRequestReader reader = new OpenRequestReader(SETTINGS);

  static Stream<Arguments> valid() {
    return Stream.of(
        arguments("{'user':'fanux','token':'t'}", token("fanux", "t", "default", null, 600)),
        arguments("{'User':'fanux','Token':'t'}", token("fanux", "t", "default", null, 600)),
        arguments(
            "{'USER':'a@b.c:d_e-f','ToKeN':'!~','NameSpace':'x-1','TTLSECONDS':60}",
            token("a@b.c:d_e-f", "!~", "x-1", null, 60)),
        arguments(
            "{'user':'f','token':'t','image':'allowed:2','ttlSeconds':86400}",
            token("f", "t", "default", "allowed:2", 86_400)),
        arguments(
            "{'user':'f','token':'t','namespace':null,'image':null,'kubeconfig':null}",
            token("f", "t", "default", null, 600)),
        arguments(
            "{'user':'" + "u".repeat(63) + "','token':'" + "t".repeat(16_384) + "'}",
            token("u".repeat(63), "t".repeat(16_384), "default", null, 600)),
        arguments(
            "{'user':'f','kubeconfig':'" + KUBECONFIG + "'}",
            new OpenRequest(
                "ann",
                "f",
                CredentialKind.KUBECONFIG,
                KUBECONFIG.replace("\\n", "\n"),
                "default",
                null,
                600,
                null)),
        arguments(
            "{'user':'f','token':'t','lifetimeSeconds':60}",
            new OpenRequest("ann", "f", CredentialKind.TOKEN, "t", "default", null, 600, 60)));
  }

  private static OpenRequest token(
      String user, String token, String namespace, String image, int ttl) {
    return new OpenRequest("ann", user, CredentialKind.TOKEN, token, namespace, image, ttl, null);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsWhatIsRight(String body, OpenRequest request) {
    assertThat(read(body)).isEqualTo(new Valid<>(request));
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        broken(""),
        broken("   "),
        broken("{"),
        broken("null"),
        broken("[]"),
        broken("'text'"),
        broken("{'user':'f','token':'t'} {}"),
        broken("{'user':'f','user':'g','token':'t'}"),
        broken("{'user':'f','token':'t\n'}"),
        broken("[".repeat(60_000)),
        broken("{'user':" + "{'user':".repeat(1_000)),
        wrong("{'user':'f','token':'t','shell':'zsh'}", ProblemCode.UNKNOWN_FIELD, "shell"),
        wrong("{'user':'f','token':'t','a\\nb':1}", ProblemCode.UNKNOWN_FIELD, null),
        wrong("{'eyJhbGciOi.eyJzdWIi.c2ln':1}", ProblemCode.UNKNOWN_FIELD, null),
        wrong("{'user':'f','User':'g','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{}", ProblemCode.MISSING_FIELD, "token"),
        wrong("{'user':'f'}", ProblemCode.MISSING_FIELD, "token"),
        wrong("{'user':7,'token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':['f'],'token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'../etc','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'a..b','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'a/b','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'-a','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'a b','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'a\\n','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'ä','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong("{'user':'" + "u".repeat(64) + "','token':'t'}", ProblemCode.INVALID_FIELD, "user"),
        wrong(
            "{'user':'f','token':'t','lifetimeSeconds':59}",
            ProblemCode.INVALID_FIELD,
            "lifetimeSeconds"),
        wrong(
            "{'user':'f','token':'t','lifetimeSeconds':86401}",
            ProblemCode.INVALID_FIELD,
            "lifetimeSeconds"),
        wrong(
            "{'user':'f','kubeconfig':'clusters: [{cluster: {server: x}}]\\nusers: []'}",
            ProblemCode.INVALID_FIELD,
            "kubeconfig"),
        wrong("{'user':'f','token':''}", ProblemCode.INVALID_FIELD, "token"),
        wrong("{'user':'f','token':'a b'}", ProblemCode.INVALID_FIELD, "token"),
        wrong("{'user':'f','token':'a\\nb'}", ProblemCode.INVALID_FIELD, "token"),
        wrong("{'user':'f','token':'\\u0000'}", ProblemCode.INVALID_FIELD, "token"),
        wrong("{'user':'f','token':true}", ProblemCode.INVALID_FIELD, "token"),
        wrong(
            "{'user':'f','token':'" + "t".repeat(16_385) + "'}",
            ProblemCode.INVALID_FIELD,
            "token"),
        wrong(
            "{'user':'f','token':'t','kubeconfig':'" + KUBECONFIG + "'}",
            ProblemCode.INVALID_FIELD,
            "kubeconfig"),
        wrong("{'user':'f','kubeconfig':''}", ProblemCode.INVALID_FIELD, "kubeconfig"),
        wrong("{'user':'f','kubeconfig':'users: []'}", ProblemCode.INVALID_FIELD, "kubeconfig"),
        wrong(
            "{'user':'f','kubeconfig':'" + KUBECONFIG + "\\u0000'}",
            ProblemCode.INVALID_FIELD,
            "kubeconfig"),
        wrong(
            "{'user':'f','kubeconfig':'" + KUBECONFIG + "#".repeat(48 * 1024) + "'}",
            ProblemCode.INVALID_FIELD,
            "kubeconfig"),
        wrong("{'user':'f','token':'t','namespace':''}", ProblemCode.INVALID_FIELD, "namespace"),
        wrong("{'user':'f','token':'t','namespace':'A'}", ProblemCode.INVALID_FIELD, "namespace"),
        wrong("{'user':'f','token':'t','namespace':'a-'}", ProblemCode.INVALID_FIELD, "namespace"),
        wrong(
            "{'user':'f','token':'t','namespace':'../x'}", ProblemCode.INVALID_FIELD, "namespace"),
        wrong(
            "{'user':'f','token':'t','namespace':'" + "n".repeat(64) + "'}",
            ProblemCode.INVALID_FIELD,
            "namespace"),
        wrong("{'user':'f','token':'t','image':'other:1'}", ProblemCode.INVALID_FIELD, "image"),
        wrong("{'user':'f','token':'t','image':''}", ProblemCode.INVALID_FIELD, "image"),
        wrong("{'user':'f','token':'t','ttlSeconds':59}", ProblemCode.INVALID_FIELD, "ttlSeconds"),
        wrong(
            "{'user':'f','token':'t','ttlSeconds':86401}", ProblemCode.INVALID_FIELD, "ttlSeconds"),
        wrong(
            "{'user':'f','token':'t','ttlSeconds':60.5}", ProblemCode.INVALID_FIELD, "ttlSeconds"),
        wrong(
            "{'user':'f','token':'t','ttlSeconds':'60'}", ProblemCode.INVALID_FIELD, "ttlSeconds"),
        wrong(
            "{'user':'f','token':'t','ttlSeconds':99999999999}",
            ProblemCode.INVALID_FIELD,
            "ttlSeconds"));
  }

  private static Arguments broken(String body) {
    return wrong(body, ProblemCode.MALFORMED_JSON, null);
  }

  private static Arguments wrong(String body, ProblemCode code, String field) {
    return arguments(body, code, field);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void namesWhatIsWrong(String body, ProblemCode code, String field) {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> {
              assertThat(invalid.code()).isEqualTo(code);
              assertThat(invalid.field()).isEqualTo(field);
            });
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThat(reader.read(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'}, "ann", null))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void refusesEveryImageWhereNoneIsListed() {
    ApiSettings none = SettingsOf.bind(ApiSettings.class, "terminal.api", Map.of());
    assertThat(
            new OpenRequestReader(none)
                .read(bytes("{'user':'f','token':'t','image':'allowed:1'}"), "ann", null))
        .isInstanceOf(Invalid.class);
  }

  private Reading<OpenRequest> read(String body) {
    return reader.read(bytes(body), "ann", null);
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theOwnerIsWhoeverCallsWhateverTheBodySays() {
    assertThat(read("{'token':'t'}"))
        .isEqualTo(new Valid<>(token(null, "t", "default", null, 600)));
    assertThat(read("{'user':'bob','token':'t'}"))
        .isEqualTo(new Valid<>(token("bob", "t", "default", null, 600)));
  }

  @Test
  void theCallersOwnTokenIsUsedWhereHeBringsNoOther() {
    assertThat(reader.read(bytes("{}"), "ann", "own"))
        .isEqualTo(new Valid<>(token(null, "own", "default", null, 600)));
    assertThat(reader.read(bytes("{'token':'t'}"), "ann", "own"))
        .isEqualTo(new Valid<>(token(null, "t", "default", null, 600)));
  }

  @Test
  void whereNoCredentialIsNeededNoneNeedBeSent() {
    OpenRequestReader lenient =
        new OpenRequestReader(
            SettingsOf.bind(
                ApiSettings.class, "terminal.api", Map.of("terminal.api.credential", "optional")));
    assertThat(lenient.read(bytes("{'user':'f'}"), "ann", null)).isInstanceOf(Valid.class);
    assertThat(lenient.read(bytes("{'token':''}"), "ann", null)).isInstanceOf(Invalid.class);
  }
}
