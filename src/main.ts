import { join, resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { buildServer } from './api/server.ts'
import { openAccounts, openArchive, openJobs, openSearch } from './app.ts'
import { Directory } from './archive/access/directory.ts'
import { firstLink } from './archive/accounts/links.ts'
import { MAIL, mailByQueue, mailer } from './archive/accounts/mailing.ts'
import { GUESSABLE } from './archive/accounts/ports.ts'
import { CAPTURE } from './archive/capture/capture.ts'
import { capturer } from './archive/capture/capturer.ts'
import { IMPORT, importer } from './archive/imports/job.ts'
import { scheduleSweep, SWEEP, sweeper } from './archive/daily.ts'
import { Receipts } from './archive/files/receipt.ts'
import { THUMBNAIL, thumbnailer } from './archive/files/thumbnails.ts'
import { scheduleWatching, watchHandlers } from './archive/watching/handlers.ts'
import { Herald } from './archive/watching/herald.ts'
import { namesOf } from './archive/accounts/names.ts'
import { postOutside } from './net/post.ts'
import { linkTo } from './questions/permalink.ts'
import { askWatched } from './questions/watched.ts'
import { Follower } from './archive/indexing.ts'
import { openDerived } from './blobs/derived.ts'
import { cautions, type Config } from './config.ts'
import { noteRedaction, type Redaction } from './exchange/backup.ts'
import { readBackups } from './exchange/backup-list.ts'
import { beginAgain, firstStart, greet } from './first-start.ts'
import { openAbout } from './kept/directory/about.ts'
import { openKeptDirectory } from './kept/directory/index.ts'
import { openKeptImports } from './kept/directory/imports.ts'
import { askedBy, linkChecker, LINKS, scheduleLinks } from './archive/quality/links.ts'
import { openRemembered } from './kept/directory/remembered.ts'
import { openCheckedLinks } from './kept/directory/links.ts'
import { work } from './jobs/worker.ts'
import { openKey } from './stores/key.ts'
import { openedOrLate } from './late.ts'
import { badInput } from './model/errors.ts'
import { fetchOutside } from './net/outside.ts'
import { examplesAnew } from './questions/examples.ts'
import { namesApart } from './questions/resolve-index.ts'
import { makeAssets } from './web/assets.ts'
import { web } from './web/index.ts'

/** How long running requests may take to finish once the process is told to stop. */
const GRACE = 10_000

/** The service as a process: opens the archive, fills an empty one, listens, and stops cleanly. */
export async function serve(config: Config, say: (line: string) => void): Promise<void> {
  // by a process of its own, while this one opens what it serves; who needs them is told what went wrong
  makeAssets().catch(() => {})
  const logger = pino({ level: config.LOG_LEVEL })
  const aside = await beginAgain(config)
  if (aside !== undefined) say(`從空的檔案庫開始；原來的存在 (begun empty; the old archive is kept in) ${aside}`)
  const archive = await openArchive(config)
  const opened: { close(): Promise<unknown> }[] = [archive.graph]
  const shut = async (): Promise<void> => {
    for (const store of opened.toReversed()) await store.close()
  }
  const kept = async <T extends { close(): Promise<unknown> }>(opening: Promise<T>): Promise<T> => {
    try {
      const store = await opening
      opened.push(store)
      return store
    } catch (error) {
      await shut()
      throw error
    }
  }
  // the archive answers without them; the follower tries them again
  const failed = (message: string) => (err: unknown): void => { logger.error({ err, folder: resolve(config.DATA_DIR) }, message) }
  const search = await kept(openedOrLate('the search', () => openSearch(config), failed('the index of the full text (search.sqlite) cannot be opened: going on without it')))
  const jobs = await kept(openedOrLate('the queue', () => openJobs(config), failed('the queue (jobs.sqlite) cannot be opened: going on without it')))
  let started = false
  const follower = new Follower({ graph: archive.graph, search }, jobs, (err) => { logger.warn({ err }, 'the index of the full text lags behind') })
  const accounts = await kept(openAccounts(config))
  const people = {
    accounts, directory: new Directory({ graph: archive.graph, accounts }), guessable: GUESSABLE, post: postOutside(),
    ...(config.SMTP_URL === undefined ? {} : { mail: mailByQueue(jobs) }),
    ...(config.OIDC_ISSUER === undefined ? {} : { provider: config.OIDC_NAME }),
    ...(config.REGISTRATION === 'off' ? {} : { registration: config.REGISTRATION }),
  }
  const key = await openKey(join(config.DATA_DIR, 'key'))
  const derived = openDerived(join(config.DATA_DIR, 'derived'))
  const provider = config.OIDC_ISSUER === undefined ? {} : {
    oidc: {
      provider: (await import('./identity/oidc.ts')).oidc({ issuer: config.OIDC_ISSUER, clientId: config.OIDC_CLIENT_ID!, clientSecret: config.OIDC_CLIENT_SECRET!, redirect: `${config.PUBLIC_URL}/sign-in/oidc/callback` }),
      key, ...(config.OIDC_REGISTRATION === 'off' ? {} : { registration: config.OIDC_REGISTRATION }),
    },
  }
  const files = { blobs: archive.blobs, derived, jobs, receipts: new Receipts(key), quota: { accounts, most: config.UPLOAD_QUOTA * 1e6 } }
  const takedown = {
    blobs: archive.blobs, derived,
    note: (entry: Omit<Redaction, 'at'>) => noteRedaction(join(config.DATA_DIR, 'redactions'), { ...entry, at: new Date().toISOString() }),
    backups: () => readBackups(join(config.DATA_DIR, 'backups.jsonl')),
  }
  const about = openAbout(join(config.DATA_DIR, 'about.json'))
  const remembered = { examples: openRemembered(join(config.DATA_DIR, 'remembered', 'examples.json')), newest: openRemembered(join(config.DATA_DIR, 'remembered', 'newest.json')) }
  const links = openCheckedLinks(join(config.DATA_DIR, 'links.json'))
  const imports = openKeptImports(join(config.DATA_DIR, 'imports'))
  const app = await buildServer({ ...archive, imports, search, people, files, takedown, ...provider, logger, trustProxy: config.TRUST_PROXY, rateLimit: config.RATE_LIMIT, address: config.PUBLIC_URL, kept: openKeptDirectory(join(config.DATA_DIR, 'answers')), links, pages: (scope, ports) => web(scope, { ...ports, about, remembered, embedded: config.NEO4J_URI === undefined }), started: () => started })
  const send = config.SMTP_URL === undefined ? undefined : (await import('./mail/smtp.ts')).smtp({ url: config.SMTP_URL, from: config.MAIL_FROM! })
  const noted: Parameters<typeof work>[2] = { onFailure: (err, job) => { logger.warn({ err, job: job?.kind }, 'a job failed') } }
  const workers = work(jobs, {
    [THUMBNAIL]: thumbnailer({ blobs: archive.blobs, derived }),
    [SWEEP]: sweeper({ ...archive, derived, accounts, jobs, swept: (done) => { logger.info(done, 'swept') } }),
    ...(send === undefined ? {} : { [MAIL]: mailer(send) }),
  }, noted)
  // of its own: who answers slowly out there holds up nothing here
  const outside = work(jobs, { [CAPTURE]: capturer({ ...archive, directory: people.directory, fetch: fetchOutside }) }, noted)
  // and a round of all addresses takes minutes
  const round = work(jobs, config.CHECK_LINKS === 'off' ? {} : { [LINKS]: linkChecker({ graph: archive.graph, links, jobs, everyone: () => people.directory.everyone(), ask: askedBy(fetchOutside) }) }, noted)
  // minutes, too; one after another
  const importing = work(jobs, { [IMPORT]: importer({ graph: archive.graph, imports, directory: people.directory }) }, noted)
  // apart: who is told of news may be slow to answer
  const watching = work(jobs, watchHandlers({
    ...archive, ...people, jobs, linkTo: linkTo(config.PUBLIC_URL), nameOf: async (actor) => (await namesOf(accounts, [actor]))[0]!,
    ask: (viewer, asks, before) => askWatched({ ...archive, search, viewer }, asks, before), ...(send === undefined ? {} : { send }),
  }), noted)
  const herald = new Herald(archive.graph, jobs, (err) => { logger.warn({ err }, 'the log is not looked through for news') })
  app.addHook('onClose', async () => {
    await herald.stop()
    await watching.stop()
    await workers.stop()
    await outside.stop()
    await round.stop()
    await importing.stop()
    await follower.stop()
    await shut()
  })
  const grace = closeWithGrace({ delay: GRACE, logger: false }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'stopping after an error')
    else logger.info({ signal }, 'stopping')
    await app.close()
  })
  try {
    // first the port, then the work: a port in use should be known before anything is loaded
    const address = await listen(app, config)
    await firstStart(archive, config, say)
    started = true
    follower.start()
    herald.start()
    say(`方志在 ${address}/ （程式用 ${address}/graphql）`)
    for (const caution of cautions(config)) say(caution)
    await greet(archive, address, say)
    const first = await firstLink(people)
    if (first !== undefined) say(`還沒有管理員。七天內在另一個終端機執行一次，會問密碼 (set the administrator's login and password, once)：\n  npx fangzhi user join ${first.secret} --login 登入名稱 --name 名字\n不在這台機器上的，用這個連結 (from elsewhere)：\n  ${config.PORT === 0 ? address : config.PUBLIC_URL}/join#${first.secret}`)
    // what nobody waits for comes last: it writes to the disk, and reads for seconds, in turns with whatever is asked
    await scheduleWatching(jobs, { mailed: send !== undefined }).catch((err: unknown) => { logger.warn({ err }, 'the jobs of watching are not scheduled') })
    // the first question in words would wait for them
    const everyone = await people.directory.everyone()
    examplesAnew({ ...archive, search, before: remembered.examples }, everyone).then(() => namesApart(archive, everyone)).catch((err: unknown) => { logger.warn({ err }, 'the names of the archive are not read yet') })
    await scheduleSweep(jobs).catch((err: unknown) => { logger.warn({ err }, 'the daily sweep is not scheduled') })
    if (config.CHECK_LINKS === 'on') await scheduleLinks(jobs).catch((err: unknown) => { logger.warn({ err }, 'the round of addresses is not scheduled') })
  } catch (error) {
    // it would end the process well, with status 0
    grace.uninstall()
    await app.close()
    throw error
  }
}

async function listen(app: FastifyInstance, { HOST, PORT }: Config): Promise<string> {
  try {
    return await app.listen({ host: HOST, port: PORT })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw badInput('PORT', `the port ${PORT} is taken, perhaps by this service itself; give another: PORT=3001 npm start`)
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') throw badInput('HOST', `cannot listen on ${HOST}:${PORT} (${code}); check HOST and PORT`)
    throw error
  }
}
