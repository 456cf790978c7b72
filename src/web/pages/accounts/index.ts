import type { Route } from '../../route.ts'
import { join, register } from './join.ts'
import { leaving } from './leaving.ts'
import { mail } from './mail.ts'
import { me } from './me.ts'
import { askForLink, recovering } from './recover.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { signingIn, signingOut } from './sign-in.ts'
import { tokens } from './tokens.ts'
import { watching } from './watching.ts'

export const ROUTES: readonly Route[] = [
  { path: '/sign-in', ...signingIn }, { path: '/sign-out', post: signingOut },
  { path: '/join', ...join }, { path: '/register', ...register },
  { path: '/recover', ...recovering }, { path: '/recover/ask', ...askForLink },
  { path: '/mail', ...mail }, { path: '/me', get: me }, { path: '/me/settings', ...settings }, { path: '/me/sessions', ...sessions }, { path: '/me/tokens', ...tokens },
  { path: '/me/watch', ...watching }, { path: '/me/leave', ...leaving },
]
