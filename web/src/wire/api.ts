import { NO_ANSWER, type Problem, readProblem, retryAfterSeconds } from './problem.ts';
import type { Choices, Credential, OpenRequest, Terminal } from './terminal.ts';

/** What a request came to: a value, or a problem in words. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** What proves who one is, and goes into the body of one request. */
export type Proof = { key: string } | { token: string };

const BASE = '/api/v1';
const SIGN_IN = '/sign-in';
const PATIENCE_MS = 15_000;

/** The service's REST interface, as far as the page uses it. */
export class Api {
  /** Is told, with each such answer, that the service does not know the caller any more. */
  onSignedOut: () => void = () => {};
  /** Is told the service's time, from each answer. */
  onServerTime: (millis: number) => void = () => {};

  /** What the service wants to see of somebody who signs in; it tells everybody. */
  signInWith(): Promise<Outcome<{ with?: string }>> {
    return this.#send('GET', SIGN_IN);
  }

  signIn(proof: Proof): Promise<Outcome<void>> {
    return this.#send('POST', SIGN_IN, { body: proof });
  }

  signOut(): Promise<Outcome<void>> {
    return this.#send('DELETE', SIGN_IN);
  }

  choices(): Promise<Outcome<Choices>> {
    return this.#send('GET', '/choices');
  }

  open(request: OpenRequest, idempotencyKey: string): Promise<Outcome<Terminal>> {
    return this.#send('POST', '/terminals', {
      body: request,
      headers: { Prefer: 'wait=0', 'Idempotency-Key': idempotencyKey },
    });
  }

  close(id: string): Promise<Outcome<void>> {
    return this.#send('DELETE', `/terminals/${encodeURIComponent(id)}`);
  }

  /** Gives a terminal that is there a newer credential of the same kind. */
  renew(id: string, credential: Credential): Promise<Outcome<void>> {
    return this.#send('PUT', `/terminals/${encodeURIComponent(id)}/token`, { body: credential });
  }

  beat(id: string): Promise<Outcome<void>> {
    return this.#send('POST', `/terminals/${encodeURIComponent(id)}/heartbeat`);
  }

  /** Lets the next WebSocket to this terminal in; the ticket itself is a cookie that no script sees. */
  ticket(id: string): Promise<Outcome<void>> {
    return this.#send('POST', `/terminals/${encodeURIComponent(id)}/tickets`);
  }

  async #send<T>(
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Outcome<T>> {
    let answer: Response;
    try {
      answer = await fetch(BASE + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      return { ok: false, problem: NO_ANSWER };
    }
    this.#tellTime(answer);
    const told = await answer.json().catch(() => undefined);
    if (answer.ok) return { ok: true, value: told as T };
    const problem = readProblem(
      answer.status,
      told,
      retryAfterSeconds(answer.headers.get('Retry-After'), Date.now()),
    );
    if (problem.status === 401 && path !== SIGN_IN) this.onSignedOut();
    return { ok: false, problem };
  }

  #tellTime(answer: Response): void {
    const date = Date.parse(answer.headers.get('Date') ?? '');
    if (!Number.isNaN(date)) this.onServerTime(date);
  }
}
