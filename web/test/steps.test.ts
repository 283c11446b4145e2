import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentStep, stepsOf } from '../src/rules/steps.ts';
import type { State, Step } from '../src/wire/terminal.ts';

const progress = (state: State, step?: Step) =>
  stepsOf({ state, ...(step !== undefined && { step }) }).map((line) => line.progress);

test('what is reached is done, the next goes on, the rest comes later', () => {
  assert.deepEqual(progress('REQUESTED', 'SCHEDULED'), ['done', 'done', 'done', 'now', 'later', 'later']);
});

test('a terminal without a step is requested at least', () => {
  assert.deepEqual(progress('REQUESTED'), ['done', 'now', 'later', 'later', 'later', 'later']);
});

test('a step newer than this page does not break it', () => {
  assert.deepEqual(progress('REQUESTED', 'PAINTED' as Step), progress('REQUESTED'));
});

test('ready is everything', () => {
  assert.deepEqual(progress('READY', 'STARTED'), Array(6).fill('done'));
});

test('a failure stands where it happened', () => {
  assert.deepEqual(progress('FAILED', 'SCHEDULED'), ['done', 'done', 'done', 'failed', 'later', 'later']);
});

test('the current step in words', () => {
  assert.equal(currentStep(stepsOf({ state: 'REQUESTED', step: 'SCHEDULED' })), 'Pulling the image');
  assert.equal(currentStep(stepsOf({ state: 'READY' })), 'Ready');
});
