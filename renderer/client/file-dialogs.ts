import { projectEnding } from '../../preload/contract';

/** Lets the browser keep what is at the address as a file of that name. */
export function download(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

/** Asks for one picture or project file; nothing when the dialog is closed without one. */
export function pickFile(): Promise<File | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = `image/png,image/jpeg,image/webp,${projectEnding}`;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}
