package io.kubeterminal.provisioner.fold;

import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.topic.Topic;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas that a writer asks the registry for before its first record. */
record SchemaRegistration(RecordSerializer serializer, Topic topic, List<Schema> schemas) {

  /** Leaves the ids in the serializer; throws when the registry does not answer or refuses. */
  void register() {
    schemas.forEach(schema -> serializer.idOf(topic.name(), schema));
  }
}
