package io.kubeterminal.testing;

/** Another place than this JVM to get the shared Kafka from; the class path says which. */
public interface BrokerSource {

  /**
   * Starts a Kafka that lives as long as this JVM.
   *
   * @return its bootstrap servers
   */
  String start();
}
