/** Why a terminal ended, and what to do about it. */
export interface Ending {
  words: string;
  advice: string;
  /** Whether something went wrong, other than a terminal that has served its time. */
  failure: boolean;
}

const ENDINGS: Record<string, Ending> = {
  UNKNOWN: {
    words: 'It ended, and this page does not know why.',
    advice: 'Reload the page: a newer version may know.',
    failure: true,
  },
  IDLE: {
    words: 'Nobody used it until its time was up.',
    advice: 'Open a new one; choose more time if you leave it alone for longer.',
    failure: false,
  },
  USER: { words: 'You closed it.', advice: 'Open a new one when you need it.', failure: false },
  ADMIN: {
    words: 'An administrator closed it.',
    advice: 'Ask whoever runs kube-terminal before you open another one.',
    failure: false,
  },
  MAX_LIFETIME: {
    words: 'It reached the longest life a terminal may have here.',
    advice: 'Open a new one.',
    failure: false,
  },
  QUOTA: {
    words: 'It would have been one more than the quota allows.',
    advice: 'Close a terminal that you do not need, or ask for a larger quota.',
    failure: true,
  },
  IMAGE_PULL: {
    words: 'The cluster could not fetch the image.',
    advice: 'Choose another image, or have its name and the access to its registry checked.',
    failure: true,
  },
  UNSCHEDULABLE: {
    words: 'No node of the cluster has room for it.',
    advice: 'Try again later, or ask whoever runs the cluster for more room.',
    failure: true,
  },
  CRASHED: {
    words: 'It started and stopped again by itself.',
    advice: 'Try again; if it stays like this, choose another image or have its log looked at.',
    failure: true,
  },
  PROVISION_TIMEOUT: {
    words: 'It did not become ready in time.',
    advice: 'Try again; the cluster may be busy.',
    failure: true,
  },
  REFUSED: {
    words: 'The cluster refused it.',
    advice: 'Look at the words of the cluster; often a namespace, a right or a policy is missing.',
    failure: true,
  },
  NODE_LOST: {
    words: 'The node it ran on was lost.',
    advice: 'Open a new one.',
    failure: true,
  },
  TOKEN_REVOKED: {
    words: 'The token that it worked with is not valid any more.',
    advice: 'Open a new one with a fresh token; renew a token before it runs out.',
    failure: true,
  },
};

/** Every reason that has words, in the order of the schema. */
export const REASONS = Object.keys(ENDINGS);

/** A reason that is newer than this page is as good as an unknown one. */
export function endingOf(reason: string | undefined): Ending {
  return (
    (reason !== undefined && Object.hasOwn(ENDINGS, reason) ? ENDINGS[reason] : undefined) ??
    ENDINGS.UNKNOWN!
  );
}
