#!/usr/bin/env bash
# Each of Kafka's tools, by the name it is called with; or the class that is named.
set -euo pipefail

tool=$(basename "$0")
heap=-Xmx256m level=WARN target=System.err
compiler=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
case $tool in
  kafka-run-class.sh) class=$1; shift ;;
  kafka-server-start.sh) class=kafka.Kafka; heap=-Xmx1g; level=${KAFKA_LOG4J_ROOT_LOGLEVEL:-INFO}; target=System.out; compiler=() ;;
  kafka-acls.sh) class=org.apache.kafka.tools.AclCommand ;;
  kafka-broker-api-versions.sh) class=org.apache.kafka.tools.BrokerApiVersionsCommand ;;
  kafka-cluster.sh) class=org.apache.kafka.tools.ClusterTool ;;
  kafka-configs.sh) class=kafka.admin.ConfigCommand ;;
  kafka-console-consumer.sh) class=org.apache.kafka.tools.consumer.ConsoleConsumer ;;
  kafka-console-producer.sh) class=org.apache.kafka.tools.ConsoleProducer ;;
  kafka-consumer-groups.sh) class=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand ;;
  kafka-delete-records.sh) class=org.apache.kafka.tools.DeleteRecordsCommand ;;
  kafka-dump-log.sh) class=kafka.tools.DumpLogSegments ;;
  kafka-features.sh) class=org.apache.kafka.tools.FeatureCommand ;;
  kafka-get-offsets.sh) class=org.apache.kafka.tools.GetOffsetShell ;;
  kafka-groups.sh) class=org.apache.kafka.tools.GroupsCommand ;;
  kafka-leader-election.sh) class=org.apache.kafka.tools.LeaderElectionCommand ;;
  kafka-log-dirs.sh) class=org.apache.kafka.tools.LogDirsCommand ;;
  kafka-metadata-quorum.sh) class=org.apache.kafka.tools.MetadataQuorumCommand ;;
  kafka-producer-perf-test.sh) class=org.apache.kafka.tools.ProducerPerformance ;;
  kafka-reassign-partitions.sh) class=org.apache.kafka.tools.reassign.ReassignPartitionsCommand ;;
  kafka-storage.sh) class=kafka.tools.StorageTool ;;
  kafka-streams-groups.sh) class=org.apache.kafka.tools.streams.StreamsGroupCommand ;;
  kafka-topics.sh) class=org.apache.kafka.tools.TopicCommand ;;
  kafka-transactions.sh) class=org.apache.kafka.tools.TransactionsCommand ;;
esac
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:-$heap} "${compiler[@]}" ${KAFKA_JVM_PERFORMANCE_OPTS-} ${KAFKA_OPTS-} \
  --sun-misc-unsafe-memory-access=allow -Dlog.level="$level" -Dlog.target="$target" \
  -Dlogback.configurationFile=/opt/stand-ins/logback.xml -cp '/opt/stand-ins/lib/*' "$class" "$@"
