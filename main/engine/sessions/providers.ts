import { type InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import type { DeviceName } from '../devices/device';

/** The names of the devices in ONNX Runtime. */
const backends: Record<DeviceName, string> = {
  cpu: 'cpu',
  cuda: 'cuda',
  tensorrt: 'tensorrt',
  directml: 'dml',
  coreml: 'coreml',
  webgpu: 'webgpu',
};

/** What a session needs to run on the device; what the device does not know runs on the processor. */
export function providerOptions(device: DeviceName): InferenceSession.SessionOptions {
  switch (device) {
    case 'tensorrt':
      return { executionProviders: [backends.tensorrt, backends.cuda] };
    case 'directml':
      // DirectML has no use for planned memory and refuses it.
      return { executionProviders: [backends.directml], enableMemPattern: false, executionMode: 'sequential' };
    case 'cpu':
    case 'cuda':
    case 'coreml':
    case 'webgpu':
      return { executionProviders: [backends[device]] };
  }
}

/** Why this build of the runtime cannot have the device; undefined when it can. */
export function lackOf(device: DeviceName): string | undefined {
  const found = listSupportedBackends().some(({ name }) => name === backends[device]);
  return found ? undefined : 'this build of ONNX Runtime does not know it';
}
