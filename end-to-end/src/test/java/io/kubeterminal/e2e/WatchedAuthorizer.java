package io.kubeterminal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also notes who asked for what. Kafka makes it, by its name. */
public final class WatchedAuthorizer extends StandardAuthorizer {

  /**
   * One question that it was asked, and its answer.
   *
   * @param told whether a refusal is one that Kafka tells: it also asks what else somebody may do,
   *     to show it, and whether a greater right makes the question for the needed one idle
   */
  record Asked(
      String principal,
      AclOperation operation,
      ResourcePattern resource,
      ApiKeys request,
      boolean told,
      boolean allowed) {}

  private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

  /** What every Kafka of this JVM with such an authorizer was asked so far. */
  static Set<Asked> asked() {
    return Set.copyOf(ASKED);
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      ASKED.add(
          new Asked(
              context.principal().toString(),
              action.operation(),
              action.resourcePattern(),
              ApiKeys.forId(context.requestType()),
              action.logIfDenied(),
              results.get(i) == AuthorizationResult.ALLOWED));
    }
    return results;
  }

  /**
   * Those of {@code bindings} that could be left out: Kafka's own authorizer is asked again,
   * without each in turn, whether it allows all that had to be allowed.
   */
  static List<AclBinding> needless(List<AclBinding> bindings, Collection<Asked> asked) {
    List<Asked> allowed = asked.stream().filter(one -> one.allowed() && one.told()).toList();
    List<AclBinding> needless = new ArrayList<>();
    for (AclBinding binding : bindings) {
      List<AclBinding> others = bindings.stream().filter(other -> other != binding).toList();
      if (allows(others, allowed)) {
        needless.add(binding);
      }
    }
    return needless;
  }

  private static boolean allows(List<AclBinding> bindings, List<Asked> asked) {
    try (Metrics metrics = new Metrics();
        StandardAuthorizer authorizer = new StandardAuthorizer()) {
      authorizer.withPluginMetrics(new PluginMetricsImpl(metrics, Map.of()));
      authorizer.configure(Map.of());
      for (AclBinding binding : bindings) {
        authorizer.addAcl(Uuid.randomUuid(), StandardAcl.fromAclBinding(binding));
      }
      authorizer.completeInitialLoad();
      return asked.stream()
          .allMatch(
              one ->
                  authorizer
                      .authorize(
                          new Again(one),
                          List.of(new Action(one.operation(), one.resource(), 1, false, false)))
                      .equals(List.of(AuthorizationResult.ALLOWED)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who asks once more; of all this ACLs look at the principal and, if they name one, the host. */
  private record Again(Asked asked) implements AuthorizableRequestContext {

    @Override
    public String listenerName() {
      return "BROKER";
    }

    @Override
    public SecurityProtocol securityProtocol() {
      return SecurityProtocol.SASL_SSL;
    }

    @Override
    public KafkaPrincipal principal() {
      String[] parts = asked.principal().split(":", 2);
      return new KafkaPrincipal(parts[0], parts[1]);
    }

    @Override
    public InetAddress clientAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public int requestType() {
      return asked.request().id;
    }

    @Override
    public int requestVersion() {
      return asked.request().latestVersion();
    }

    @Override
    public String clientId() {
      return "";
    }

    @Override
    public int correlationId() {
      return 0;
    }
  }
}
