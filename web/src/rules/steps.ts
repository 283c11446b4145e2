import { STEPS, type Step, type Terminal } from '../wire/terminal.ts';

/** One line of the way up. */
export interface StepLine {
  step: Step;
  words: string;
  progress: 'done' | 'now' | 'failed' | 'later';
}

const DONE: Record<Step, string> = {
  REQUESTED: 'Requested',
  ACCEPTED: 'Accepted',
  SCHEDULED: 'Scheduled to a node',
  IMAGE_PULLED: 'Image pulled',
  STARTED: 'Started',
  READY: 'Ready',
};

const NOW: Record<Step, string> = {
  REQUESTED: 'Requesting',
  ACCEPTED: 'Waiting to be accepted',
  SCHEDULED: 'Looking for a node',
  IMAGE_PULLED: 'Pulling the image',
  STARTED: 'Starting',
  READY: 'Waiting until it answers',
};

/** The steps of a terminal on its way up: what is done, what goes on, what failed, what comes. */
export function stepsOf(terminal: Pick<Terminal, 'state' | 'step'>): StepLine[] {
  const reached = STEPS.indexOf(furthest(terminal));
  const given = terminal.state !== 'REQUESTED' && terminal.state !== 'READY';
  return STEPS.map((step, index) => {
    if (index <= reached) return { step, words: DONE[step], progress: 'done' };
    if (index > reached + 1) return { step, words: DONE[step], progress: 'later' };
    return { step, words: NOW[step], progress: given ? 'failed' : 'now' };
  });
}

/** What goes on right now, in one sentence for a live region. */
export function currentStep(lines: StepLine[]): string {
  return (
    lines.find((line) => line.progress === 'now' || line.progress === 'failed') ?? lines.at(-1)!
  ).words;
}

function furthest({ state, step }: Pick<Terminal, 'state' | 'step'>): Step {
  if (state === 'READY') return 'READY';
  return step !== undefined && STEPS.includes(step) ? step : 'REQUESTED';
}
