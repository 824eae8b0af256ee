// The line between a page and the program: how fast it is, when it breaks, and what went over it.

const LATENCY_MS = 100;

/**
 * Takes a page's line in hand.
 *
 * Returns `{ slow({ bytesPerSecond, latency }), cut(), mend() }`, each a promise: a slow line, none,
 * and one without limits. It stays so on every page that this one leads to.
 */
export async function lineOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const is = (offline, bytesPerSecond, latency) => session.send('Network.emulateNetworkConditions', {
    offline, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond,
  });
  return {
    slow: ({ bytesPerSecond, latency = LATENCY_MS }) => is(false, bytesPerSecond, latency),
    cut: () => is(true, 0, LATENCY_MS),
    mend: () => is(false, -1, LATENCY_MS),
  };
}

/** Where each piece begins that the page sends from now on, in a list that grows. */
export function piecesOf(page) {
  const offsets = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

/** Waits until the page says that this much of a file has been sent. */
export function hasSent(page, percent) {
  return page.waitForFunction((wanted) => {
    const [, said] = document.querySelector('main').textContent.match(/Đã gửi (\d+)%/) ?? [];
    return Number(said) >= wanted;
  }, percent);
}
