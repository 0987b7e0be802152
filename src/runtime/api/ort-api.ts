import type * as ort from 'onnxruntime-web';

/** ONNX Runtime's JavaScript API, loaded from its own file at run time. */
export type OrtApi = typeof ort;
export type OrtTensor = ort.Tensor;
export type OrtSession = ort.InferenceSession;
export type OrtSessionOptions = ort.InferenceSession.SessionOptions;
export type OrtTensorType = ort.Tensor.Type;
