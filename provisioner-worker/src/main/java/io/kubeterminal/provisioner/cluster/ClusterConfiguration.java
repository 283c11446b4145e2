package io.kubeterminal.provisioner.cluster;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotationMetadata;

/** Terminals live in Kubernetes, unless the context was given another {@link Cluster}. */
@Configuration(proxyBeanMethods = false)
@Import(ClusterConfiguration.AfterAllOthers.class)
class ClusterConfiguration {

  /** Whether another cluster was given is known only once every other configuration is read. */
  static final class AfterAllOthers implements DeferredImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata importer) {
      return new String[] {KubernetesConfiguration.class.getName()};
    }
  }
}
