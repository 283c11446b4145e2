/** A terminal as the API tells it; what is not known is left out. */
export interface Terminal {
  terminalId: string;
  state: State;
  step?: Step;
  owner: string;
  namespace: string;
  image?: string;
  ttlSeconds: number;
  requestedAt: string;
  readyAt?: string;
  lastHeartbeat?: string;
  expiresAt?: string;
  expiring: boolean;
  reason?: string;
  message?: string;
  endedAt?: string;
}

export type State = 'UNKNOWN' | 'REQUESTED' | 'READY' | 'CLOSING' | 'CLOSED' | 'FAILED';

/** How far a terminal has come on its way up, in this order. */
export const STEPS = ['REQUESTED', 'ACCEPTED', 'SCHEDULED', 'IMAGE_PULLED', 'STARTED', 'READY'] as const;

export type Step = (typeof STEPS)[number];

/** What the caller may choose when opening a terminal. */
export interface Choices {
  user: string;
  namespace: string;
  images: string[];
  credential: 'required' | 'optional';
  ttlSeconds: { default: number; min: number; max: number };
}

/** What a person asks for; what is left out is decided by the service. */
export interface OpenRequest {
  namespace?: string;
  image?: string;
  ttlSeconds?: number;
  token?: string;
  kubeconfig?: string;
}

/** Whether it ended or is about to, so that nothing can be typed there any more. */
export function isOver(terminal: Terminal): boolean {
  return terminal.state === 'CLOSING' || terminal.state === 'CLOSED' || terminal.state === 'FAILED';
}

/** A name short enough for a tab; the id's first characters tell terminals of one namespace apart. */
export function shortName(terminal: Pick<Terminal, 'terminalId' | 'namespace'>): string {
  return `${terminal.namespace}-${terminal.terminalId.slice(0, 4)}`;
}
