/** For the bundler: one ONNX Runtime for all networks. The recognition library names the variant for graphics cards, whose WebAssembly weighs 27 MB more. */

export const ONE_RUNTIME = { 'onnxruntime-web/webgpu': 'onnxruntime-web/wasm' };
