/** Settles as `work` does, or rejects with the sentence after so many milliseconds; then `work` is left to itself. */
export async function within<T>(milliseconds: number, sentence: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
