import autocannon from 'autocannon';

/** One question or command. */
export interface HttpRequest {
  readonly path: string;
  readonly body?: object;
}

/** What is asked of a server, in a process of its own, so that asking takes no time of the answering. */
export interface HttpLoad {
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
  readonly connections: number;
  /** Sent one after the other, and from the beginning again. */
  readonly requests: readonly HttpRequest[];
}

/** What came of it. */
export interface HttpLoadResult {
  readonly answeredPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx, and requests without one. */
  readonly failed: number;
}

async function main({ url, token, seconds, connections, requests }: HttpLoad): Promise<HttpLoadResult> {
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const { path, body } = requests[next % requests.length] ?? { path: '/' };
          next += 1;
          const headers = { ...request.headers, authorization: `Bearer ${token}` };
          if (body === undefined) return { ...request, path, headers };
          const json = { ...headers, 'content-type': 'application/json' };
          return { ...request, method: 'POST', path, headers: json, body: JSON.stringify(body) };
        },
      },
    ],
  });
  return {
    answeredPerSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

process.once('message', (load: HttpLoad) => {
  void main(load).then((result) => process.send?.(result));
});
