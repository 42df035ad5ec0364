import Konva from 'konva'
import type { Rect } from '../../preload/contract'
import { rectToScreen } from '../editor/view'
import type { Growing, Scene, TokenGrid } from './scene'

const gap = 1
const sweepMilliseconds = 1600

/** Where the next row comes: the tokens drawn but not yet seen light up, and a line of light marks the edge. */
export class TokenGlow {
  readonly node: Konva.Shape = new Konva.Shape({ listening: false, sceneFunc: (context) => this.#draw(context._context) })
  readonly #animation: Konva.Animation
  #scene: Scene | undefined
  #shownRows = 0
  #time = 0

  constructor(layer: Konva.Layer) {
    layer.add(this.node)
    this.#animation = new Konva.Animation((frame) => {
      this.#time = frame?.time ?? 0
    }, layer)
  }

  /** `shownRows` is how many rows of the picture are on the screen. */
  show(scene: Scene, shownRows: number): void {
    this.#scene = scene
    this.#shownRows = shownRows
    this.node.visible(scene.growing !== undefined)
    this.#animate(scene.growing !== undefined && !scene.still)
    this.node.getLayer()?.batchDraw()
  }

  stop(): void {
    this.#animation.stop()
  }

  #animate(run: boolean): void {
    if (run && !this.#animation.isRunning()) this.#animation.start()
    if (!run) this.#animation.stop()
  }

  #draw(context: CanvasRenderingContext2D): void {
    if (this.#scene?.growing === undefined) return
    const { view, document, grid, growing, palette } = this.#scene
    const frame = rectToScreen(view, document.frame)
    context.save()
    context.fillStyle = palette.glow
    this.#drawCells(context, frame, grid, growing)
    this.#drawEdge(context, frame, grid, palette.glow)
    context.restore()
  }

  #drawCells(context: CanvasRenderingContext2D, frame: Rect, grid: TokenGrid, growing: Growing): void {
    const width = frame.width / grid.columns
    const height = frame.height / grid.rows
    for (let token = this.#shownRows * grid.columns; token < growing.done; token += 1) {
      const x = frame.x + (token % grid.columns) * width
      const y = frame.y + Math.floor(token / grid.columns) * height
      context.globalAlpha = cellAlpha(growing.done - token)
      context.fillRect(x + gap, y + gap, width - 2 * gap, height - 2 * gap)
    }
  }

  #drawEdge(context: CanvasRenderingContext2D, frame: Rect, grid: TokenGrid, colour: string): void {
    if (this.#shownRows >= grid.rows) return
    const y = frame.y + (this.#shownRows / grid.rows) * frame.height
    const sweep = (this.#time % sweepMilliseconds) / sweepMilliseconds
    context.globalAlpha = 0.55
    context.fillRect(frame.x, y - 1, frame.width, 2)
    context.globalAlpha = 0.95
    context.fillStyle = sweepGradient(context, frame, sweep, colour)
    context.fillRect(frame.x, y - 1.5, frame.width, 3)
  }
}

/** `age` is 1 for the newest token, which is the brightest. */
function cellAlpha(age: number): number {
  return 0.16 + 0.5 / age
}

function sweepGradient(context: CanvasRenderingContext2D, frame: Rect, sweep: number, colour: string) {
  const reach = frame.width * 0.35
  const middle = frame.x - reach + sweep * (frame.width + 2 * reach)
  const gradient = context.createLinearGradient(middle - reach, 0, middle + reach, 0)
  gradient.addColorStop(0, 'transparent')
  gradient.addColorStop(0.5, colour)
  gradient.addColorStop(1, 'transparent')
  return gradient
}
