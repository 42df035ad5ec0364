import type { Locator } from 'playwright-core';
import type { StudioPage } from './studio-page';

interface Carried {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Drags a file from outside over the window, and lets go of it in that zone. */
export async function dropFile(window: StudioPage, file: Carried, zone: string): Promise<void> {
  const transfer = await carrying(window, file);
  await window.canvas.dispatchEvent('dragenter', { dataTransfer: transfer });
  const target = window.page.locator(`.veil [data-zone="${zone}"]`);
  await target.waitFor();
  await target.dispatchEvent('dragenter', { dataTransfer: transfer });
  await window.canvas.dispatchEvent('dragleave', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

/** Pastes a file while the keyboard is in that element. */
export async function pasteFile(window: StudioPage, file: Carried, focused: Locator): Promise<void> {
  await focused.focus();
  const transfer = await carrying(window, file);
  await focused.evaluate((element, clipboardData) => {
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, transfer);
}

function carrying(window: StudioPage, { name, mime, bytes }: Carried) {
  return window.page.evaluateHandle(
    ([fileName, type, all]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(all)], fileName, { type }));
      return transfer;
    },
    [name, mime, [...bytes]] as const,
  );
}
