package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.kubeterminal.provisioner.manifest.TerminalManifest;
import java.util.List;

/**
 * What is kept of a terminal's Service.
 *
 * @param nodePort the port at every node; 0: it is reached at its pod's own address
 */
record ServiceFacts(int nodePort) {

  static ServiceFacts of(Service service) {
    List<ServicePort> ports = service.getSpec() == null ? List.of() : service.getSpec().getPorts();
    return new ServiceFacts(
        ports.stream()
            .filter(port -> port.getPort() == TerminalManifest.PORT && port.getNodePort() != null)
            .mapToInt(ServicePort::getNodePort)
            .findFirst()
            .orElse(0));
  }
}
