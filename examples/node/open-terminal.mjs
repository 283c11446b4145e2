// Asks for a terminal by Kafka alone, follows it until it is ready, keeps it alive, and closes it.
//   TOKEN=... node open-terminal.mjs [CLIENT.PROPERTIES]
import avro from "avsc";
import { CompactEncrypt, importJWK } from "jose";
import { Kafka, Partitioners, logLevel } from "kafkajs";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

const client = Object.fromEntries(
  readFileSync(process.argv[2] ?? ".kube-terminal/kafka-client.properties", "utf8")
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
);
const api = process.env.API ?? "http://127.0.0.1:8080";
const owner = process.env.OWNER ?? "example";

// The id is ours to choose: whoever asks again with the same one gets the same terminal.
const id = randomUUID();

async function json(url, headers = {}) {
  const answer = await fetch(url, { headers });
  if (!answer.ok) {
    throw new Error(`${url} answers ${answer.status}`);
  }
  return answer.json();
}

function registry(path) {
  const login = Buffer.from(client["basic.auth.user.info"]).toString("base64");
  return json(`${client["schema.registry.url"]}/${path}`, { authorization: `Basic ${login}` });
}

/** Confluent's wire format: 0, the schema's id in 4 bytes, Avro. */
async function encode(topic, record, value) {
  const subject = `${topic}-io.kubeterminal.schema.${record}`;
  const registered = await registry(`subjects/${subject}/versions/latest`);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(registered.id, 1);
  return Buffer.concat([head, avro.Type.forSchema(JSON.parse(registered.schema)).toBuffer(value)]);
}

const types = new Map();

async function decode(bytes) {
  const schema = bytes.readUInt32BE(1);
  if (!types.has(schema)) {
    const registered = await registry(`schemas/ids/${schema}`);
    types.set(schema, avro.Type.forSchema(JSON.parse(registered.schema)));
  }
  return types.get(schema).fromBuffer(bytes.subarray(5));
}

/** Readable for the provisioner alone, and for this terminal alone. */
async function seal(token) {
  const { keys } = await json(`${api}/.well-known/jwks.json`);
  const key = keys.find((candidate) => candidate.kty === "EC" && candidate.kid);
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM", kid: key.kid, tid: id })
    .encrypt(await importJWK(key, "ECDH-ES+A256KW"));
}

function login(name) {
  return client["sasl.jaas.config"].match(`${name}="([^"]*)"`)[1];
}

const kafka = new Kafka({
  brokers: client["bootstrap.servers"].split(","),
  ssl: client["security.protocol"] === "SASL_SSL",
  sasl: { mechanism: "plain", username: login("username"), password: login("password") },
  logLevel: logLevel.ERROR,
});
// Java's partitioner: everybody must agree where a key belongs.
const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner,
  idempotent: true,
});
const consumer = kafka.consumer({ groupId: `other-example-${id}` });

async function send(topic, record, value) {
  await producer.send({
    topic,
    acks: -1,
    messages: [{ key: id, value: await encode(topic, record, value) }],
  });
}

/** What waits for the row to come into a phase. */
const waiting = new Map();

/** The row in that phase, or an error when the terminal ended before, or after a minute. */
function phase(wanted) {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error(`no row said ${wanted} in time`)), 60_000);
    waiting.set(wanted, (row) => {
      clearTimeout(timeout);
      if (row.phase === wanted) {
        resolve(row);
      } else {
        reject(new Error(`ended instead: ${row.reason} ${row.message ?? ""}`));
      }
    });
  });
}

function tell(row) {
  console.log(`row: ${row.phase}`);
  waiting.get(row.phase)?.(row);
  if (["CLOSED", "FAILED"].includes(row.phase)) {
    waiting.forEach((settle) => settle(row));
  }
}

const ready = phase("READY");
const closed = phase("CLOSED");
closed.catch(() => {});
try {
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: "terminals", fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      // Other people's rows, and tombstones.
      if (message.key.toString() === id && message.value !== null) {
        tell(await decode(message.value));
      }
    },
  });

  await send("terminal-events", "TerminalRequested", {
    terminalId: id,
    owner,
    credentialKind: "TOKEN",
    sealedCredential: await seal(process.env.TOKEN ?? "none"),
    requestedAt: Date.now(),
  });
  console.log(`requested ${id}`);

  const { endpoint } = await ready;
  console.log(`ready at ${endpoint.host}:${endpoint.port}`);

  // As often as half of ttlSeconds, for as long as somebody is there.
  await send("terminal-heartbeats", "Heartbeat", { terminalId: id, sentAt: Date.now() });
  console.log("beat");

  await send("terminal-events", "TerminalCloseRequested", {
    terminalId: id,
    reason: "USER",
    requestedBy: owner,
    requestedAt: Date.now(),
  });
  console.log("close requested");

  console.log(`closed: ${(await closed).reason}`);
} finally {
  await Promise.all([consumer.disconnect(), producer.disconnect()]);
}
