package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.cluster.PodForward;
import io.kubeterminal.api.gateway.cluster.Surroundings;
import io.kubeterminal.api.gateway.inside.DirectWay;
import io.kubeterminal.api.gateway.inside.FoundWay;
import io.kubeterminal.api.gateway.inside.NearWay;
import io.kubeterminal.api.gateway.inside.Reach;
import io.kubeterminal.api.gateway.inside.WayInside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses, at the start, how terminals are reached. */
final class WaysInside {

  private static final Logger log = LoggerFactory.getLogger(WaysInside.class);

  private WaysInside() {}

  static WayInside choose(Reach reach, Surroundings around, PodForward forward) {
    WayInside direct = new DirectWay();
    return switch (reach) {
      case DIRECT -> said("directly", direct);
      case PORT_FORWARD -> {
        if (!around.hasApiServer()) {
          throw new IllegalStateException(
              "terminal.api.gateway.reach=port-forward needs a kubeconfig or a service account;"
                  + " there is neither");
        }
        yield said("through port-forward", new NearWay(direct, forward::open));
      }
      case AUTO ->
          around.inCluster() || !around.kubeconfig()
              ? said("directly", direct)
              : said(
                  "directly, or through port-forward where that cannot be",
                  new NearWay(direct, new FoundWay(direct, forward::open)));
    };
  }

  private static WayInside said(String how, WayInside way) {
    log.atInfo().addKeyValue("how", how).log("How terminals are reached");
    return way;
  }
}
