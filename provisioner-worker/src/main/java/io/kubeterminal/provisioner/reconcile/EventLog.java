package io.kubeterminal.provisioner.reconcile;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/** Where the reconcile half writes what it learned; completes after the broker's ack. */
public interface EventLog {

  CompletionStage<Void> append(UUID terminalId, SpecificRecord event);
}
