import type { ComponentType, ReactNode } from 'react'
import { Component, createElement, lazy } from 'react'
import { fetched, NotFetched } from './not-fetched.ts'
import { PartFault } from './part-fault.tsx'

type Look = 'page' | 'sheet'

/**
 * A part of the app that comes when it is needed. Where it cannot be fetched, or breaks while it is drawn, a sentence
 * stands in its place and everything around it goes on: a till keeps its sale. Comes inside a `Suspense`.
 *
 * @param look a page has the whole screen for the sentence; a sheet's lies over what is there, and can be closed
 */
export function later<Props extends object>(
  load: () => Promise<{ default(props: Props): ReactNode }>,
  look: Look = 'sheet',
): (props: Props) => ReactNode {
  const Part = lazy(fetched(load)) as ComponentType<Props>
  return function Later(props) {
    const { open, onClose } = props as { open?: boolean; onClose?(): void }
    return (
      <Boundary
        look={look}
        isShown={open !== false}
        onClose={onClose}
        draw={() => createElement(Part, props)}
      />
    )
  }
}

type BoundaryProps = {
  look: Look
  /** Which page it is: another one is tried anew. */
  of?: string
  isShown?: boolean
  onClose?: (() => void) | undefined
  draw(): ReactNode
}
type State = { error: unknown; failed: boolean; isClosed: boolean }

const whole: State = { error: null, failed: false, isClosed: false }

/** Draws what may break. Only classes can catch it. */
export class Boundary extends Component<BoundaryProps, State> {
  override state = whole

  static getDerivedStateFromError(error: unknown): State {
    return { ...whole, error, failed: true }
  }

  override componentDidUpdate(before: BoundaryProps): void {
    const isAnother = this.props.of !== before.of || (this.props.isShown && before.isShown === false)
    if (this.state.failed && isAnother) this.#again()
  }

  override render() {
    const { look, isShown = true, draw } = this.props
    const { error, failed, isClosed } = this.state
    if (!failed) return draw()
    if (!isShown || isClosed) return null
    return (
      <PartFault
        look={look}
        isFetched={!(error instanceof NotFetched)}
        onAgain={this.#again}
        {...(look === 'page' ? {} : { onClose: this.#close })}
      />
    )
  }

  #close = () => {
    this.setState({ isClosed: true })
    this.props.onClose?.()
  }

  #again = () => this.setState(whole)
}
