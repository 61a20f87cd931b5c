/**
 * How much slower than an idle machine this one is. What is given up after half a second, or killed
 * after some, gets so many times as long: else a busy machine loses nearly every request.
 */
export const slowness = { times: 1 };

/** @param {number} seconds on an idle machine */
export const timeout = (seconds) => `${seconds * slowness.times}s`;
