import { lookup, type LookupAddress } from 'node:dns'
import { networkInterfaces } from 'node:os'
import type { LookupFunction } from 'node:net'
import { badInput } from '../model/errors.ts'
import { isPublic } from './address.ts'

/** What somebody's address may lead to. */
export interface Network {
  /** Every address of a name. */
  resolve(hostname: string): Promise<readonly LookupAddress[]>
  /** Whether an address is somebody else's, and public. */
  isOutside(address: string): boolean
  isPort(port: number): boolean
}

/** The public internet, without this machine: behind its own public address it may be more open than from outside. */
export const INTERNET: Network = {
  resolve: (hostname) => new Promise((done, failed) => lookup(hostname, { all: true }, (error, addresses) => (error === null ? done(addresses) : failed(error)))),
  isOutside: (address) => isPublic(address) && !Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address)),
  // below 1,024 there are services that take commands from whatever is sent to them (mail, printers)
  isPort: (port) => port === 80 || port === 443 || port >= 1_024,
}

/** The same words for a name that is not there and one that leads within: it must not be asked what names there are within. */
export const noPublic = (host: string): NodeJS.ErrnoException => badInput('url', `「${host}」不是公開的網址 (there is no public address of that name)`) as NodeJS.ErrnoException

/** What was checked is what is connected to: a name that resolves anew in between gains nothing. Of a name that leads outside and within nothing is taken. */
export const outsideOnly = ({ resolve, isOutside }: Network): LookupFunction => (hostname, options, done) => {
  resolve(hostname).then((found) => {
    const wanted = found.filter(({ family }) => options.family === undefined || options.family === 0 || family === options.family || `IPv${family}` === options.family)
    const [first] = wanted
    if (first === undefined || !found.every(({ address }) => isOutside(address))) return done(noPublic(hostname), '')
    return options.all === true ? done(null, wanted) : done(null, first.address, first.family)
  }, (error: NodeJS.ErrnoException) => done(NOT_THERE.has(error.code ?? '') ? noPublic(hostname) : error, ''))
}

const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA'])
