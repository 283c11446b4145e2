/** A terminal as the API tells it; what is not known is left out. */
export interface Terminal {
  terminalId: string;
  state: State;
  step?: Step;
  owner: string;
  /** What the shell calls its user. */
  user?: string;
  namespace: string;
  image?: string;
  ttlSeconds: number;
  /** What kind of credential it has, where the service tells. */
  credential?: string;
  requestedAt: string;
  readyAt?: string;
  lastHeartbeat?: string;
  expiresAt?: string;
  expiring: boolean;
  /** It ends at this time, however much it is used. */
  endsBy?: string;
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
  /** own: the token that the caller signed in with is used when the request has none. */
  credential: 'own' | 'required' | 'optional';
  ttlSeconds: { default: number; min: number; max: number };
  /** Whether the caller may see and close everybody's terminals. */
  admin?: boolean;
  /** The longest life a terminal may have here. */
  lifetimeSeconds?: number | null;
}

/** What a terminal reaches its cluster with: exactly one of the two. */
export type Credential = { token: string } | { kubeconfig: string };

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
