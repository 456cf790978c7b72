/** What the explorer says, in the language of its page. */
export const wordsIn = (language: string) => {
  const t = (zh: string, en: string): string => (language === 'en' ? en : zh)
  return {
    t,
    onIt: (n: number) => t(`圖上有 ${n} 個`, `${n} on the picture`),
    put: (n: number, all: number) => t(`放上 ${n} 個，圖上有 ${all} 個`, `${n} put on, ${all} on the picture`),
    full: (most: number) => t(`圖上已經有 ${most} 個，請先拿掉一些`, `There are ${most} on the picture: take some off first`),
    failed: t('拿不到資料，請再試一次', 'Nothing came; please try again'),
  }
}
export type Words = ReturnType<typeof wordsIn>
