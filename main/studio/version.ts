import { version } from '../../package.json'

export const studioVersion: string = version
