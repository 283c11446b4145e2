import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FlowControl } from '../src/rules/flow.ts';

function flow() {
  const said: string[] = [];
  return { said, flow: new FlowControl(() => said.push('pause'), () => said.push('resume')) };
}

test('a little output never pauses the shell', () => {
  const { said, flow: control } = flow();
  for (let i = 0; i < 1000; i++) {
    control.came(1024);
    control.drawn(1024);
  }
  assert.deepEqual(said, []);
});

test('what piles up pauses it once, and it goes on once most is drawn', () => {
  const { said, flow: control } = flow();
  for (let i = 0; i < 300; i++) control.came(1024);
  assert.deepEqual(said, ['pause']);
  for (let i = 0; i < 200; i++) control.drawn(1024);
  assert.deepEqual(said, ['pause']);
  for (let i = 0; i < 100; i++) control.drawn(1024);
  assert.deepEqual(said, ['pause', 'resume']);
});

test('100 MB never pile up when the other side listens', () => {
  let paused = false;
  let [sent, waiting, most] = [0, 0, 0];
  const control = new FlowControl(() => (paused = true), () => (paused = false));
  while (sent < 100e6) {
    if (!paused) {
      control.came(16_384);
      [sent, waiting] = [sent + 16_384, waiting + 16_384];
    }
    if (paused || sent % 5 === 0) {
      const drawn = Math.min(waiting, 8192);
      waiting -= drawn;
      control.drawn(drawn);
    }
    most = Math.max(most, waiting);
  }
  assert.ok(most <= 300_000, `${most} bytes were waiting`);
});
