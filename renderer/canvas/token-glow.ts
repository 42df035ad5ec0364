import Konva from 'konva'
import type { Rect } from '../../preload/contract'
import { rectToScreen } from '../editor/view'
import type { Growing, Scene } from './scene'

const gap = 1
const sweepMilliseconds = 1600

/** Where the next row comes: the tokens drawn but not yet seen light up, and a line of light marks the edge. */
export class TokenGlow {
  readonly node = new Konva.Shape({ listening: false, sceneFunc: (context) => this.#draw(context._context) })
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
    const scene = this.#scene
    if (scene?.growing === undefined) return
    const frame = rectToScreen(scene.view, scene.document.frame)
    context.save()
    this.#drawGrid(context, frame, scene.growing, scene.palette.paperLine)
    this.#drawCells(context, frame, scene.growing, scene.palette.glow)
    this.#drawEdge(context, frame, scene.growing, scene.palette.glow)
    context.restore()
  }

  #drawGrid(context: CanvasRenderingContext2D, frame: Rect, growing: Growing, colour: string): void {
    const cell = cellSize(frame, growing)
    context.fillStyle = colour
    for (let row = this.#shownRows + 1; row < growing.rows; row += 1) {
      for (let column = 1; column < growing.columns; column += 1) {
        context.fillRect(frame.x + column * cell.width - 1, frame.y + row * cell.height - 1, 2, 2)
      }
    }
  }

  #drawCells(context: CanvasRenderingContext2D, frame: Rect, growing: Growing, colour: string): void {
    const cell = cellSize(frame, growing)
    context.fillStyle = colour
    for (let token = this.#shownRows * growing.columns; token < growing.done; token += 1) {
      const row = Math.floor(token / growing.columns)
      const x = frame.x + (token % growing.columns) * cell.width
      context.globalAlpha = cellAlpha(growing.done - token)
      context.fillRect(x + gap, frame.y + row * cell.height + gap, cell.width - 2 * gap, cell.height - 2 * gap)
    }
    context.globalAlpha = 1
  }

  #drawEdge(context: CanvasRenderingContext2D, frame: Rect, growing: Growing, colour: string): void {
    if (this.#shownRows >= growing.rows) return
    const y = frame.y + (this.#shownRows / growing.rows) * frame.height
    const sweep = (this.#time % sweepMilliseconds) / sweepMilliseconds
    context.fillStyle = colour
    context.globalAlpha = 0.55
    context.fillRect(frame.x, y - 1, frame.width, 2)
    context.globalAlpha = 0.95
    context.fillStyle = sweepGradient(context, frame, sweep, colour)
    context.fillRect(frame.x, y - 1.5, frame.width, 3)
    context.globalAlpha = 1
  }
}

function cellSize(frame: Rect, growing: Growing) {
  return { width: frame.width / growing.columns, height: frame.height / growing.rows }
}

// The newest token is the brightest.
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
