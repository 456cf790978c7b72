import type { ContentView } from '../../graph/port.ts'
import type { StoredFile } from '../../model/records.ts'
import { fileAddress } from '../../http/file-address.ts'

export const files = {
  Content: {
    files: ({ id, files: stored = [] }: ContentView) => stored.map(({ sha256: _, sent: __, ...file }: StoredFile, i) => ({
      ...file, address: fileAddress(id, i + 1),
      ...(file.width === undefined ? {} : { small: fileAddress(id, i + 1, 'small'), medium: fileAddress(id, i + 1, 'medium') }),
    })),
  },
}
