import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { endingOf, REASONS } from '../src/rules/reasons.ts';

test('every reason of the schema has words and advice, and no other one', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../schemas/src/main/avro/EndReason.avsc', import.meta.url), 'utf8'),
  ) as { symbols: string[] };
  assert.deepEqual(REASONS, schema.symbols);
  for (const reason of REASONS) {
    assert.match(endingOf(reason).words, /\.$/);
    assert.match(endingOf(reason).advice, /\.$/);
  }
});

test('a reason that is not known, or none, reads as unknown', () => {
  assert.deepEqual(endingOf('SOMETHING_NEW'), endingOf('UNKNOWN'));
  assert.deepEqual(endingOf('constructor'), endingOf('UNKNOWN'));
  assert.deepEqual(endingOf(undefined), endingOf('UNKNOWN'));
});
