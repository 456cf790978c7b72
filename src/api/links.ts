import type { FastifyInstance } from 'fastify'

/** What stands after the # never reaches the service: whoever opens such a link is told how it is used. */
const TEXTS: Readonly<Record<string, string>> = {
  '/join': '這是用來設立帳號的連結，只能用一次。請在裝有方志的機器上執行：\n\n  npx fangzhi user join \'整個網址\' --login 登入名稱 --name 名字\n\n'
    + '程式請用 POST /graphql 的 acceptInvitation，secret 是網址裡 # 後面的字。\n(A link that makes an account, once: by this command with the whole address, or by the mutation acceptInvitation.)\n',
  '/recover': '這是用來設定新密碼的連結，只能用一次。請在裝有方志的機器上執行：\n\n  npx fangzhi user password \'整個網址\'\n\n'
    + '程式請用 POST /graphql 的 recover，secret 是網址裡 # 後面的字。\n(A link that sets a new password, once: by this command with the whole address, or by the mutation recover.)\n',
}

/** `GET /join`, `GET /recover`: where the links lead that `invite` and `recoveryLink` give. */
export async function links(app: FastifyInstance): Promise<void> {
  for (const [path, text] of Object.entries(TEXTS)) app.get(path, async (_request, reply) => reply.type('text/plain; charset=utf-8').send(text))
}
